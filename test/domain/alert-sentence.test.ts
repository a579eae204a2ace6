import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  combinationInWords,
  patternLabel,
  patternTitle,
  sentences,
} from '../../shared/domain/alerts/sentence.ts';
import type { Pattern } from '../../shared/domain/detection/detection.ts';
import type { PatternNames } from '../../shared/domain/families/family.ts';
import { beforeSentence, chanceSentence } from '../../shared/domain/families/wording.ts';
import { REASON_CODES } from '../../shared/domain/reasons.ts';
import { aPattern, bigLossFigures, surgeFigures } from '../support/alerts.ts';

const ACME: PatternNames = { competitor: 'Acme' };
const IN_ENTERPRISE: PatternNames = { competitor: 'Acme', segment: 'enterprise' };

describe('why a surge fired', () => {
  const CHANCE = 'A run this strong comes by chance about once in 40 quarters.';
  const runs: [string, Partial<Pattern>, PatternNames, string][] = [
    ['a competitor', {}, ACME, 'Acme took 7 of the last 12 closed deals.'],
    [
      'a competitor and a reason',
      { reason: 'price' },
      ACME,
      '7 of the last 12 closed deals were lost to Acme with price as the reported reason.',
    ],
    [
      'a competitor and a segment',
      { segment: 'enterprise' },
      IN_ENTERPRISE,
      '7 of the last 12 closed deals were enterprise deals lost to Acme.',
    ],
    [
      'all three',
      { reason: 'product_gap', segment: 'enterprise' },
      IN_ENTERPRISE,
      '7 of the last 12 closed deals were enterprise deals lost to Acme with product gaps as the reported reason.',
    ],
    [
      'a reason',
      { competitor: null, reason: 'no_budget' },
      {},
      '7 of the last 12 closed deals were lost to no named competitor with missing budget as the reported reason.',
    ],
    [
      'a reason and a segment',
      { competitor: null, reason: 'timing', segment: 'smb' },
      { segment: 'SMB' },
      '7 of the last 12 closed deals were SMB deals lost to no named competitor with timing as the reported reason.',
    ],
  ];
  it.each(runs)('in %s', (_, pattern, names, run) => {
    expect(sentences({ pattern: aPattern(pattern), figures: surgeFigures() }, names)).toEqual([
      `${run} Before that it was about 1 in 6.`,
      CHANCE,
    ]);
  });

  it.each<[number, number, Partial<Pattern>, PatternNames, string]>([
    [1, 1, {}, ACME, 'Acme took the last closed deal.'],
    [1, 5, {}, ACME, 'Acme took 1 of the last 5 closed deals.'],
    [5, 5, {}, ACME, 'Acme took 5 of the last 5 closed deals.'],
    [
      1,
      1,
      { reason: 'price' },
      ACME,
      'The last closed deal was lost to Acme with price as the reported reason.',
    ],
    [1, 1, { segment: 'x' }, IN_ENTERPRISE, 'The last closed deal was an enterprise deal lost to Acme.'],
    [
      1,
      4,
      { segment: 'x' },
      IN_ENTERPRISE,
      '1 of the last 4 closed deals was an enterprise deal lost to Acme.',
    ],
    [
      1,
      4,
      { segment: 'x' },
      { ...ACME, segment: 'mid-market' },
      '1 of the last 4 closed deals was a mid-market deal lost to Acme.',
    ],
    [
      1,
      4,
      { reason: 'price' },
      ACME,
      '1 of the last 4 closed deals was lost to Acme with price as the reported reason.',
    ],
  ])('%i of %i in %j', (matches, of, pattern, names, run) => {
    const [first] = sentences({ pattern: aPattern(pattern), figures: surgeFigures({ matches, of }) }, names);
    expect(first).toBe(`${run} Before that it was about 1 in 6.`);
  });

  it.each([
    [0.99, 'nearly every deal'],
    [0.95, 'nearly every deal'],
    [0.949, 'about 9 in 10'],
    [0.75, 'about 8 in 10'],
    [0.5, 'about 5 in 10'],
    [0.41, 'about 4 in 10'],
    [0.4, 'about 1 in 3'],
    [1 / 3, 'about 1 in 3'],
    [0.3, 'about 1 in 3'],
    [0.25, 'about 1 in 4'],
    [0.167, 'about 1 in 6'],
    [0.05, 'about 1 in 20'],
    [0.01, 'about 1 in 100'],
    [0.0099, 'fewer than 1 in 100'],
    [0.000001, 'fewer than 1 in 100'],
  ])('a usual share of %f was %s', (share, words) => {
    expect(beforeSentence(share)).toBe(`Before that it was ${words}.`);
  });

  it.each([
    [0.2, 'about once a quarter'],
    [1, 'about once a quarter'],
    [1.99, 'about once a quarter'],
    [2, 'about once in 2 quarters'],
    [40.9, 'about once in 40 quarters'],
    [400.9, 'about once in 400 quarters'],
    [401, 'less than once in 100 years'],
    [1e15, 'less than once in 100 years'],
  ])('a chance of once in %d quarters is %s', (quarters, words) => {
    expect(chanceSentence(quarters)).toBe(`A run this strong comes by chance ${words}.`);
  });
});

describe('why a big loss fired', () => {
  const noCompetitor = aPattern({ competitor: null, reason: 'no_budget' });
  it.each([
    [
      'to a competitor, above the configured amount',
      aPattern(),
      ACME,
      bigLossFigures(),
      ['Acme took a deal worth 500,000 EUR.', 'Every loss of 250,000 EUR or more is reported at once.'],
    ],
    [
      'to nobody, above the configured amount',
      noCompetitor,
      {},
      bigLossFigures({ amount: 1_000_000, threshold: 1_000_000, currency: 'JPY' }),
      ['A deal worth 1,000,000 JPY was lost.', 'Every loss of 1,000,000 JPY or more is reported at once.'],
    ],
    [
      'to a competitor, above what is usual',
      aPattern({ segment: 'enterprise', reason: 'price' }),
      IN_ENTERPRISE,
      bigLossFigures({ basis: 'percentile', threshold: 31_234_56 }),
      [
        'Acme took a deal worth 500,000 EUR.',
        'Only about 1 in 20 of the deals lost in the last year was as large (31,234.56 EUR or more).',
      ],
    ],
  ])('%s', (_, pattern, names, figures, expected) => {
    expect(sentences({ pattern, figures }, names)).toEqual(expected);
  });
});

describe('what an alert is about', () => {
  it.each([
    [aPattern(), ACME, surgeFigures(), 'Acme is winning more deals'],
    [aPattern({ reason: 'price' }), ACME, surgeFigures(), 'Acme is winning more deals on price'],
    [
      aPattern({ segment: 'enterprise' }),
      IN_ENTERPRISE,
      surgeFigures(),
      'Acme is winning more enterprise deals',
    ],
    [
      aPattern({ segment: 'enterprise', reason: 'trust_brand' }),
      IN_ENTERPRISE,
      surgeFigures(),
      'Acme is winning more enterprise deals on trust in our brand',
    ],
    [
      aPattern({ competitor: null, reason: 'timing' }),
      {},
      surgeFigures(),
      'More deals are lost on timing, to no named competitor',
    ],
    [
      aPattern({ competitor: null, reason: 'timing', segment: 'smb' }),
      { segment: 'SMB' },
      surgeFigures(),
      'More SMB deals are lost on timing, to no named competitor',
    ],
    [aPattern(), ACME, bigLossFigures(), 'Acme took a large deal: 500,000 EUR'],
    [aPattern({ competitor: null }), {}, bigLossFigures(), 'A large deal was lost: 500,000 EUR'],
  ])('%j', (pattern, names, figures, title) => {
    expect(patternTitle({ pattern, figures }, names)).toBe(title);
  });
});

it.each([
  [aPattern(), ACME, 'Acme'],
  [aPattern({ reason: 'price' }), ACME, 'Acme, price'],
  [aPattern({ segment: 'x', reason: 'price' }), IN_ENTERPRISE, 'Acme, enterprise, price'],
  [aPattern({ competitor: null, reason: 'timing' }), {}, 'No named competitor, timing'],
])('the pattern %j is called "%s"', (pattern, names, label) => {
  expect(patternLabel(pattern, names)).toBe(label);
});

describe('every sentence', () => {
  const share = fc.double({ min: 0.0001, max: 0.99, noNaN: true });
  const names = fc.record({
    competitor: fc.option(fc.constantFrom('Acme', 'Über GmbH'), { nil: undefined }),
    segment: fc.option(fc.constantFrom('enterprise', 'SMB'), { nil: undefined }),
  });
  const pattern = fc.record({ reason: fc.constantFrom(null, ...REASON_CODES), names }).map((one) => ({
    names: one.names,
    pattern: {
      competitor: one.names.competitor === undefined ? null : 'key',
      segment: one.names.segment === undefined ? null : 'key',
      reason: one.names.competitor === undefined ? (one.reason ?? 'price') : one.reason,
    },
  }));
  const figures = fc
    .record({
      matches: fc.integer({ min: 1, max: 99 }),
      others: fc.nat(99),
      usualShare: share,
      oncePerQuarters: fc.double({ min: 0.1, max: 1e9, noNaN: true }),
    })
    .map(({ others, ...rest }) => surgeFigures({ ...rest, of: rest.matches + others }));

  it('starts with a capital or a number, ends with a point, and has no hole', () => {
    fc.assert(
      fc.property(pattern, figures, (one, told) => {
        for (const sentence of sentences({ pattern: one.pattern, figures: told }, one.names)) {
          expect(sentence).toMatch(/^[\p{Lu}\d].*\.$/u);
          expect(sentence).not.toMatch(/ {2}|undefined|null|NaN|Infinity|_| [.,]/);
        }
      }),
    );
  });

  it('speaks of reported reasons, never of causes', () => {
    fc.assert(
      fc.property(pattern, figures, (one, told) => {
        const all = sentences({ pattern: one.pattern, figures: told }, one.names).join(' ');
        expect(all).not.toMatch(/because|due to|caused/i);
        expect(all.includes('as the reported reason')).toBe(one.pattern.reason !== null);
      }),
    );
  });
});

describe('where a finer pattern stands out', () => {
  it.each([
    ['competitor=acme|reason=price|segment=midmarket', 'in Mid-market on price'],
    ['competitor=acme|segment=smb', 'in smb'],
    ['competitor=acme|reason=product_gap', 'on product gaps'],
  ])('%s: %s', (key, words) => {
    expect(combinationInWords(key, [{}, { segment: 'Mid-market' }, { segment: 'Enterprise' }])).toBe(words);
  });
});
