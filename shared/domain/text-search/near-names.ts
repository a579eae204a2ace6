import { distance as levenshtein } from 'fastest-levenshtein';
import { PassjoinIndex, SymSpell } from 'mnemonist';
import { LONG_NAME as LONG, SHORTEST_NEAR as SHORTEST } from '../competitors/near-names.ts';
import type { Alias } from './competitor-index.ts';

interface NearName {
  readonly alias: Alias;
  readonly distance: number;
}

export interface NearNames {
  /** Letters of the longest word, or words run together, that may be near a name. */
  readonly longest: number;
  /** The name that a word is a misspelling of, where it is one of exactly one competitor. */
  nearest(key: string): NearName | undefined;
}

/**
 * Finds names by misspellings of them: one mistake in five to seven letters, two in more. Two letters that changed places are
 * one mistake in a short name, and two in a long one.
 */
export function createNearNames(aliases: readonly Alias[]): NearNames {
  const byKey = new Map(aliases.map((alias) => [alias.key, alias]));
  const short = new SymSpell({ maxDistance: 1, verbosity: 2 });
  const long = new PassjoinIndex<string>(levenshtein, 2);
  for (const { key } of aliases) {
    if (key.length >= LONG) long.add(key);
    else if (key.length >= SHORTEST) short.add(key);
  }

  function near(key: string): NearName[] {
    const found: NearName[] = [];
    const take = (name: string, distance: number) => {
      const alias = byKey.get(name);
      if (alias !== undefined) found.push({ alias, distance });
    };
    if (key.length <= LONG) for (const { term, distance } of short.search(key)) take(term, distance);
    if (key.length >= LONG - 2) {
      for (const name of long.search(key)) if (name[0] === key[0]) take(name, levenshtein(name, key));
    }
    return found;
  }

  return {
    longest: aliases.reduce((longest, { key }) => Math.max(longest, key.length), 0) + 2,
    nearest(key) {
      if (key.length < SHORTEST - 1) return undefined;
      const found = near(key);
      const least = found.reduce(
        (smallest, { distance }) => Math.min(smallest, distance),
        Number.POSITIVE_INFINITY,
      );
      const [first, ...others] = found.filter(({ distance }) => distance === least);
      const isOne = others.every(({ alias }) => alias.competitor === first?.alias.competitor);
      return isOne ? first : undefined;
    },
  };
}
