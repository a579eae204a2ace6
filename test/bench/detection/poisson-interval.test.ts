import { expect, test } from 'vitest';
import { poissonInterval } from './poisson-interval.ts';

/** The ends for 0, 1, 5, 10 and 100, as any table of exact Poisson limits has them. */
test.each([
  [0, 0, 3.689],
  [1, 0.0253, 5.572],
  [5, 1.623, 11.668],
  [10, 4.795, 18.39],
  [100, 81.364, 121.627],
])('%i seen', (count, lower, upper) => {
  const [low, high] = poissonInterval(count);
  expect(low).toBeCloseTo(lower, 2);
  expect(high).toBeCloseTo(upper, 2);
});
