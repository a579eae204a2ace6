import { expect, it } from 'vitest';
import { patternTitle, sentences } from '../../shared/domain/alerts/sentence.ts';
import type { AllLossesFigures } from '../../shared/domain/families/all-losses.ts';
import { aPattern } from '../support/alerts.ts';

const told = (given: Partial<AllLossesFigures>) => ({
  pattern: aPattern({ competitor: null }),
  figures: {
    kind: 'all-losses' as const,
    losses: 47,
    days: 21,
    usual: 25.4,
    strength: 2_740,
    threshold: 365,
    oncePerQuarters: 30.2,
    ...given,
  },
});

it.each<[Partial<AllLossesFigures>, string]>([
  [{}, '47 deals were lost within 21 days. At that point of the quarter about 25 would be usual.'],
  [{ usual: 1.2 }, '47 deals were lost within 21 days. At that point of the quarter about 1 would be usual.'],
  [
    { usual: 0.4 },
    '47 deals were lost within 21 days. At that point of the quarter less than one would be usual.',
  ],
  [
    { days: 1, usual: 9.5 },
    '47 deals were lost within one day. At that point of the quarter about 10 would be usual.',
  ],
  [
    { losses: 1, days: 2, usual: 0 },
    '1 deal was lost within 2 days. At that point of the quarter less than one would be usual.',
  ],
])('the sentence of %j', (given, said) => {
  expect(sentences(told(given), {})).toEqual([
    said,
    'A run this strong comes by chance about once in 30 quarters.',
  ]);
});

it('the title names nobody', () => {
  expect(patternTitle(told({}), {})).toBe('More deals are lost than usual, whoever they go to');
});
