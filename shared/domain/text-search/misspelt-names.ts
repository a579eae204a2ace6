import { isCommonWord, isFunctionWord } from './common-words.ts';
import { isCued } from './cues.ts';
import type { NamePlace } from './find-competitors.ts';
import type { NearNames } from './near-names.ts';
import { areTogether, type Words } from './tokens.ts';

/** "Nothern Lihgt Systems": a name of more words is looked for by its first three. */
const MOST_WORDS = 3;

interface Candidate extends NamePlace {
  readonly distance: number;
}

/**
 * The names that are nearly in a text, where it has none as they are. An everyday word is no misspelling, and a word in small
 * letters is one only where the text speaks of a company there, or knows no capitals at all.
 */
export function misspeltNames(
  { tokens, isMixed }: Words,
  exact: readonly NamePlace[],
  names: NearNames,
): NamePlace[] {
  const taken = new Set<number>();
  const take = ({ first, last }: NamePlace): void => {
    for (let at = first; at <= last; at += 1) taken.add(at);
  };
  exact.forEach(take);
  const found: NamePlace[] = [];
  for (let first = 0; first < tokens.length; first += 1) {
    const best = candidatesAt(first).reduce<Candidate | undefined>(
      (least, next) => (least === undefined || next.distance < least.distance ? next : least),
      undefined,
    );
    if (best === undefined) continue;
    found.push(best);
    take(best);
  }
  return found;

  function candidatesAt(first: number): Candidate[] {
    const candidates: Candidate[] = [];
    let key = '';
    for (let last = first; last < Math.min(tokens.length, first + MOST_WORDS); last += 1) {
      const token = tokens[last];
      if (token === undefined || taken.has(last) || !areTogether(tokens, first, last)) break;
      key += token.key;
      if (key.length > names.longest) break;
      if (!mayBeName(first, last)) continue;
      const near = names.nearest(key);
      if (near !== undefined && near.distance > 0) {
        candidates.push({
          alias: near.alias,
          distance: near.distance,
          first,
          last,
          start: tokens[first]?.start ?? token.start,
          end: token.end,
          how: 'misspelt',
        });
      }
    }
    return candidates;
  }

  function mayBeName(first: number, last: number): boolean {
    const words = tokens.slice(first, last + 1);
    if (words.every(({ key }) => isCommonWord(key))) return false;
    const edges = [words[0], words.at(-1)];
    if (first !== last && edges.some((edge) => edge !== undefined && isFunctionWord(edge.key))) return false;
    return !isMixed || words[0]?.isCapital === true || isCued(tokens, first, last);
  }
}
