import { expect, test } from 'vitest';
import { afterPeriod, isAbove } from './poisson-cusum.ts';

const MEAN = 1;
const K = 1.5;
const H = 5;

/**
 * The mean number of periods until an alarm, from a sum of 0. The sum takes the values 0, 1/2, 1 … 5 only, so it is a Markov
 * chain, and the numbers L of periods left solve L(s) = 1 + the mean of L over the next sum. Repeating that equation
 * converges, because every sum leads to an alarm.
 */
function averageRunLength(): number {
  const sums = Array.from({ length: 2 * H + 1 }, (_, index) => index / 2);
  let left = sums.map(() => 0);
  for (let round = 0; round < 20_000; round += 1) {
    left = sums.map((sum) => {
      let mean = 1;
      let probability = Math.exp(-MEAN);
      for (let count = 0; !isAbove(afterPeriod(sum, count, K), H); count += 1) {
        mean += probability * (left[2 * afterPeriod(sum, count, K)] ?? Number.NaN);
        probability *= MEAN / (count + 1);
      }
      return mean;
    });
  }
  return left[0] ?? Number.NaN;
}

test('the average run length is that of pois.cusum.arl in the R package spc', () => {
  expect(averageRunLength()).toBeCloseTo(407.96, 1);
});
