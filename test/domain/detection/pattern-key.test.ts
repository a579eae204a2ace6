import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { Pattern } from '../../../shared/domain/detection/detection.ts';
import {
  fixedParts,
  keyOf,
  parentsOf,
  patternOf,
  patternsOf,
} from '../../../shared/domain/detection/pattern-key.ts';
import { closing } from './closings.ts';

describe('the keys of a closing', () => {
  test.each([
    [
      'a loss to a competitor',
      { competitor: 'acme', reason: 'price', segment: 'smb' },
      [
        'competitor=acme',
        'competitor=acme|reason=price',
        'competitor=acme|segment=smb',
        'competitor=acme|reason=price|segment=smb',
      ],
    ],
    [
      'without a segment',
      { competitor: 'acme', reason: 'price' },
      ['competitor=acme', 'competitor=acme|reason=price'],
    ],
    [
      'a loss to nobody',
      { reason: 'no_budget', segment: 'smb' },
      ['reason=no_budget', 'reason=no_budget|segment=smb'],
    ],
    ['a loss to nobody without a segment', { reason: 'no_budget' }, ['reason=no_budget']],
    ['a win', { result: 'won', competitor: 'acme', segment: 'smb' }, []],
  ] as const)('%s', (_, given, keys) => {
    expect(patternsOf(closing(given)).map(keyOf)).toEqual(keys);
  });
});

test.each([
  [
    'competitor=acme|reason=price|segment=smb',
    ['competitor=acme', 'competitor=acme|reason=price', 'competitor=acme|segment=smb'],
  ],
  ['competitor=acme|reason=price', ['competitor=acme']],
  ['competitor=acme|segment=smb', ['competitor=acme']],
  ['reason=price|segment=smb', ['reason=price']],
  ['competitor=acme', []],
  ['reason=price', []],
])('the parents of %s', (key, parents) => {
  const pattern = patternOf(key);
  expect(pattern && parentsOf(pattern).map(keyOf)).toEqual(parents);
});

test.each([
  '',
  'team',
  'segment=smb',
  'competitor=a|competitor=b',
  'reason=a|competitor=b',
  'competitor=100%',
  'other=1',
])('"%s" is no key', (text) => expect(patternOf(text)).toBeUndefined());

// Names out of the very characters that the text form uses, and of anything else, lone surrogates included.
const name = fc.oneof(
  fc.string({ unit: fc.constantFrom('a', '|', '%', '=', '7', 'C', '2', '5', '\\', '\ud800', 'é') }),
  fc.string({ unit: 'binary' }),
);
const pattern: fc.Arbitrary<Pattern> = fc
  .record({ competitor: fc.option(name), reason: fc.option(name), segment: fc.option(name) })
  .filter(({ competitor, reason }) => competitor !== null || reason !== null);

it('is read back as the same pattern, so no two patterns share a key', () => {
  fc.assert(
    fc.property(pattern, (one) => {
      expect(patternOf(keyOf(one))).toEqual(one);
    }),
  );
});

it('has parents that fix fewer parts, and the same parts', () => {
  fc.assert(
    fc.property(pattern, (child) => {
      for (const parent of parentsOf(child)) {
        expect(fixedParts(parent)).toBeLessThan(fixedParts(child));
        expect(child).toMatchObject(
          Object.fromEntries(Object.entries(parent).filter(([, part]) => part !== null)),
        );
      }
    }),
  );
});
