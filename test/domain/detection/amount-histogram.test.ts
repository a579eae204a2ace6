import * as fc from 'fast-check';
import { expect, it, test } from 'vitest';
import {
  countOf,
  NO_AMOUNTS,
  rareAmount,
  withAmount,
} from '../../../shared/domain/detection/amount-histogram.ts';

const histogramOf = (amounts: readonly number[]) => amounts.reduce(withAmount, NO_AMOUNTS);

test('evenly spread amounts: the 95th percentile, rounded up to an edge', () => {
  const histogram = histogramOf(Array.from({ length: 1000 }, (_, index) => (index + 1) * 1000));
  expect(countOf([histogram])).toBe(1000);
  expect(rareAmount([histogram], 0.05)).toBeGreaterThanOrEqual(950_000);
  expect(rareAmount([histogram], 0.05)).toBeLessThan(950_000 * 1.167);
});

test('nothing counted', () => expect(rareAmount([NO_AMOUNTS, NO_AMOUNTS], 0.05)).toBe(0));

test('what lies outside the scale counts at its ends', () => {
  const histogram = histogramOf([1, 1e15]);
  expect([histogram.slice(0, 4), histogram.slice(-4)]).toEqual(['0001', '0001']);
});

test('its length never changes, and a full bin stays full', () => {
  const full = NO_AMOUNTS.replace(/^.{4}/, 'zzzz');
  expect(withAmount(full, 1)).toBe(full);
  expect(histogramOf([5, 50_000, 9e9])).toHaveLength(NO_AMOUNTS.length);
});

const amounts = fc.array(fc.integer({ min: 100, max: 10 ** 10 }), { minLength: 1, maxLength: 60 });

it('is reached by no more than the tail, however the amounts crowd', () => {
  fc.assert(
    fc.property(amounts, fc.nat(60), (given, copies) => {
      const all = [...given, ...Array.from({ length: copies }, () => given[0] ?? 100)];
      const threshold = rareAmount([histogramOf(all)], 0.05);
      expect(all.filter((amount) => amount >= threshold).length).toBeLessThanOrEqual(0.05 * all.length);
    }),
  );
});

it('is at most one bin above the smallest amount for which that is true', () => {
  fc.assert(
    fc.property(amounts, (given) => {
      const sorted = given.toSorted((one, other) => other - one);
      const tooOften = sorted[Math.floor(0.05 * sorted.length)] ?? Number.NaN;
      expect(rareAmount([histogramOf(given)], 0.05)).toBeLessThan(tooOften * 1.18);
    }),
  );
});
