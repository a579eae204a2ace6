import * as fc from 'fast-check';
import { expect, it, test } from 'vitest';
import {
  countOf,
  NO_AMOUNTS,
  quantile,
  withAmount,
} from '../../../shared/domain/detection/amount-histogram.ts';

const histogramOf = (amounts: readonly number[]) => amounts.reduce(withAmount, NO_AMOUNTS);

test('evenly spread amounts: within two percent', () => {
  const histogram = histogramOf(Array.from({ length: 1000 }, (_, index) => (index + 1) * 1000));
  expect(countOf([histogram])).toBe(1000);
  expect(Math.abs(quantile([histogram], 0.95) / 950_000 - 1)).toBeLessThan(0.02);
});

test('nothing counted', () => expect(quantile([NO_AMOUNTS, NO_AMOUNTS], 0.95)).toBe(0));

test('what lies outside the scale counts at its ends', () => {
  const histogram = histogramOf([1, 1e15]);
  expect([histogram[0], histogram.at(-1)]).toEqual([1, 1]);
});

it('is never further from the true quantile than one bin', () => {
  const amount = fc.integer({ min: 100, max: 10 ** 11 });
  fc.assert(
    fc.property(fc.array(amount, { minLength: 1, maxLength: 60 }), (amounts) => {
      const sorted = amounts.toSorted((one, other) => one - other);
      const exact = sorted[Math.ceil(0.95 * sorted.length) - 1] ?? Number.NaN;
      const ratio = quantile([histogramOf(amounts)], 0.95) / exact;
      expect(ratio).toBeGreaterThan(1 / 1.14);
      expect(ratio).toBeLessThan(1.14);
    }),
  );
});
