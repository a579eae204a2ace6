import type { Pattern } from '../detection/detection.ts';
import type { Spellings } from './spellings.ts';

/** Readable names of a pattern; undefined for what it does not fix. */
export interface PatternSpellings {
  readonly competitor: string | undefined;
  readonly segment: string | undefined;
}

/** The readable form of a name is the first one that was reported, as in names-seen.ts. */
export function createFirstSpellings(competitorNames: Spellings, otherNames: Spellings) {
  const competitors = new Map<string, number>();
  const segments = new Map<string, number>();

  function see(spellings: Spellings, seen: Map<string, number>, number: number): void {
    const key = spellings.keyOf(number);
    if (key !== undefined && !seen.has(key)) seen.set(key, number);
  }

  const spelled = (
    spellings: Spellings,
    seen: ReadonlyMap<string, number>,
    key: string | null,
  ): string | undefined => (key === null ? undefined : (spellings.spelled(seen.get(key) ?? 0) ?? key));

  return {
    see({ competitor, segment }: { readonly competitor: number; readonly segment: number }): void {
      see(competitorNames, competitors, competitor);
      see(otherNames, segments, segment);
    },
    of: ({ competitor, segment }: Pattern): PatternSpellings => ({
      competitor: spelled(competitorNames, competitors, competitor),
      segment: spelled(otherNames, segments, segment),
    }),
  };
}
