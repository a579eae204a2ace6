import * as fc from 'fast-check';
import { distance as levenshtein } from 'fastest-levenshtein';
import { expect, test } from 'vitest';
import { createNearNames } from '../../../shared/domain/text-search/near-names.ts';

const aliasOf = (key: string) => ({
  competitor: key,
  name: key,
  key,
  shape: String(key.length),
  isOrdinary: false,
});

/** All texts that one slip makes of this one. */
function slips(text: string): Set<string> {
  const found = new Set<string>();
  for (let at = 0; at <= text.length; at += 1) {
    const [head, tail] = [text.slice(0, at), text.slice(at)];
    found.add(head + tail.slice(1));
    if (tail.length > 1) found.add(head + tail.charAt(1) + tail.charAt(0) + tail.slice(2));
    for (const letter of 'abc') {
      found.add(head + letter + tail);
      found.add(head + letter + tail.slice(1));
    }
  }
  return found.add(text);
}

/** By the rule, and by trying everything: how far a word is from a name, where it is near enough. */
function distanceTo(name: string, word: string): number | undefined {
  if (name === word) return name.length >= 5 ? 0 : undefined;
  if (name.length < 5) return undefined;
  if (name.length < 8) return slips(name).has(word) ? 1 : undefined;
  const distance = levenshtein(name, word);
  return distance <= 2 && name[0] === word[0] ? distance : undefined;
}

const name = fc.stringMatching(/^[abc]{3,10}$/);

test('finds the one name that a word is nearest to, and no name where there are two', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(name, { minLength: 1, maxLength: 6 }),
      name,
      fc.nat(),
      (names, any, choice) => {
        // A word that is near one of them, or any other.
        const near = [...slips(names[choice % names.length] ?? '')];
        const word = choice % 3 === 0 ? any : (near[choice % near.length] ?? any);
        const distances = names.map((one) => distanceTo(one, word));
        const least = Math.min(...distances.map((one) => one ?? Number.POSITIVE_INFINITY));
        const nearest = names.filter((_, at) => distances[at] === least);
        const found = createNearNames(names.map(aliasOf)).nearest(word);
        expect(found?.alias.key).toBe(nearest.length === 1 ? nearest[0] : undefined);
        if (found !== undefined) expect(found.distance).toBe(least);
      },
    ),
    { numRuns: 1000 },
  );
});
