import * as fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { itemSize } from '../../../shared/adapters/item-size.ts';
import {
  countAmount,
  countOf,
  mayBeRare,
  noAmounts,
  rareAmount,
} from '../../../shared/domain/detection/big-loss/amount-histogram.ts';

function histogramOf(amounts: readonly number[]) {
  const histogram = noAmounts();
  for (const amount of amounts) countAmount(histogram, amount);
  return histogram;
}

test('evenly spread amounts: the 95th percentile, rounded up to an edge', () => {
  const histogram = histogramOf(Array.from({ length: 1000 }, (_, index) => (index + 1) * 1000));
  expect(countOf([histogram])).toBe(1000);
  expect(rareAmount([histogram], 0.05)).toBeGreaterThanOrEqual(950_000);
  expect(rareAmount([histogram], 0.05)).toBeLessThan(950_000 * 1.167);
});

test('nothing counted', () => expect(rareAmount([noAmounts(), noAmounts()], 0.05)).toBe(0));

test('what lies outside the scale counts at its ends', () => {
  const histogram = histogramOf([1, 1e15]);
  expect([histogram.bins[0], histogram.bins.at(-1)]).toEqual([1, 1]);
});

test('costs one unit to write, however much was counted', () => {
  const full = { total: 135 * 999_999, bins: noAmounts().bins.map(() => 999_999) };
  const key = { pk: 'PROJECTION#big-loss', sk: 'EUR#225' };
  expect(itemSize({ key, data: full, version: 99_999_999 })).toBeLessThan(1024);
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

it('is not looked for where it cannot be reached', () => {
  fc.assert(
    fc.property(amounts, fc.integer({ min: 100, max: 10 ** 12 }), (given, amount) => {
      const histogram = histogramOf(given);
      for (const one of [amount, ...given]) {
        const may = mayBeRare([histogram], one, 0.05);
        if (one >= rareAmount([histogram], 0.05)) expect(may).toBe(true);
        else if (may) expect(one * 1.4).toBeGreaterThan(rareAmount([histogram], 0.05));
      }
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
