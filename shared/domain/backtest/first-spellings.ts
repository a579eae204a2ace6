import type { Pattern } from '../detection/detection.ts';
import type { Spellings } from './spellings.ts';

/** Readable names of a pattern; undefined for what it does not fix. */
export interface PatternSpellings {
  readonly competitor: string | undefined;
  readonly segment: string | undefined;
}

/** The readable form of a name is the first one that was reported, as in names-seen.ts. */
export function createFirstSpellings(spellings: Spellings) {
  const competitors = new Map<string, number>();
  const segments = new Map<string, number>();

  function see(seen: Map<string, number>, number: number, key: string | undefined): void {
    if (key !== undefined && !seen.has(key)) seen.set(key, number);
  }

  const spelled = (seen: ReadonlyMap<string, number>, key: string | null): string | undefined =>
    key === null ? undefined : (spellings.spelled(seen.get(key) ?? 0) ?? key);

  return {
    see({ competitor, segment }: { readonly competitor: number; readonly segment: number }): void {
      see(competitors, competitor, spellings.competitorKeyOf(competitor));
      see(segments, segment, spellings.keyOf(segment));
    },
    of: ({ competitor, segment }: Pattern): PatternSpellings => ({
      competitor: spelled(competitors, competitor),
      segment: spelled(segments, segment),
    }),
  };
}
