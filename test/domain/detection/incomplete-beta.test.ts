import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { incompleteBeta } from '../../../shared/domain/detection/surge/incomplete-beta.ts';

/** By hand, from I_x(1/2, 1/2) = (2/π)·asin(√x) and one step at a time: DLMF 8.17.20 and 8.17.21. */
function stepByStep(x: number, matches: number, others: number): number {
  let [a, b, beta, value] = [0.5, 0.5, Math.PI, (2 / Math.PI) * Math.asin(Math.sqrt(x))];
  for (; a < matches + 0.5; a += 1) {
    value -= (x ** a * (1 - x) ** b) / (a * beta);
    beta *= a / (a + b);
  }
  for (; b < others + 0.5; b += 1) {
    value += (x ** a * (1 - x) ** b) / (b * beta);
    beta *= b / (a + b);
  }
  return value;
}

const share = fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true });

describe('the incomplete beta function', () => {
  it.each([
    [0.25, 0.5, 0.5, 1 / 3],
    [0.3, 1, 1, 0.3],
    [0.2, 3, 1, 0.008],
    [0.2, 1, 3, 0.488],
    // The chance of at least two heads in four: 11 of 16.
    [0.5, 2, 3, 0.6875],
    [0.5, 40.5, 40.5, 0.5],
    [0, 2, 3, 0],
    [1, 2, 3, 1],
  ])('at %f with %f and %f is %f', (x, a, b, exact) => {
    expect(incompleteBeta(x, a, b)).toBeCloseTo(exact, 13);
  });

  it('is what step after step gives', () => {
    fc.assert(
      fc.property(share, fc.nat({ max: 30 }), fc.nat({ max: 400 }), (x, matches, others) => {
        const value = incompleteBeta(x, matches + 0.5, others + 0.5);
        expect(value).toBeCloseTo(stepByStep(x, matches, others), 10);
      }),
    );
  });

  it('is the rest of the other side', () => {
    fc.assert(
      fc.property(share, fc.nat({ max: 5000 }), fc.nat({ max: 200_000 }), (x, matches, others) => {
        const [a, b] = [matches + 0.5, others + 0.5];
        expect(incompleteBeta(x, a, b) + incompleteBeta(1 - x, b, a)).toBeCloseTo(1, 9);
      }),
    );
  });
});
