import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  afterMorning,
  afterOneLoss,
  chargeOfDay,
  factorOfLoss,
  LOSS_RHOS,
} from '../../../shared/domain/detection/daily-e-detector.ts';

describe('one day', () => {
  it('starts anew, is charged for what is usual, and multiplied for each loss', () => {
    const morning = afterMorning([0, 0, 0], 2, 1);
    expect(morning).toEqual([Math.exp(-1), Math.exp(-2), Math.exp(-4)]);
    expect(afterOneLoss(morning, 1)).toEqual([1.5 * Math.exp(-1), 2 * Math.exp(-2), 3 * Math.exp(-4)]);
  });

  it('counts less for each loss where losses come in batches', () => {
    expect(factorOfLoss(2, 2)).toBeCloseTo(Math.sqrt(2), 12);
    expect(chargeOfDay(3, 5, 2)).toBeCloseTo(Math.exp(-5), 12);
  });

  it('never exceeds what the table can keep', () => {
    expect(afterOneLoss([1e15, 1e15, 1e15], 1)).toEqual([1e15, 1e15, 1e15]);
  });
});

it('quiet days come to the sum over all days on which a change may have begun', () => {
  const expected = 0.7;
  let rs: readonly number[] = [5, 5, 5];
  for (let day = 0; day < 9; day += 1) rs = afterMorning(rs, expected, 1);
  for (const [j, rho] of LOSS_RHOS.entries()) {
    const q = Math.exp(-(rho - 1) * expected);
    expect(rs[j]).toBeCloseTo(5 * q ** 9 + (q * (1 - q ** 9)) / (1 - q), 10);
  }
});

it('the ratio of a day has a mean of 1 where losses are independent and as many as is usual', () => {
  const few = fc.double({ min: 0.1, max: 12, noNaN: true });
  fc.assert(
    fc.property(few, fc.constantFrom(...LOSS_RHOS), (usual, rho) => {
      let [chance, mean] = [Math.exp(-usual), 0];
      for (let losses = 0; losses < 250; losses += 1) {
        mean += chance * chargeOfDay(rho, usual, 1) * factorOfLoss(rho, 1) ** losses;
        chance *= usual / (losses + 1);
      }
      expect(mean).toBeCloseTo(1, 8);
    }),
  );
});
