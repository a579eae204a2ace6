import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  afterMorning,
  chargeOfDay,
  gainOfLoss,
  LOSS_RHOS,
  NO_R,
  strengthOfLogs,
  takeOneLoss,
} from '../../../shared/domain/detection/daily-e-detector.ts';

describe('one day', () => {
  it('starts anew, is charged for what is usual, and multiplied for each loss', () => {
    const morning = afterMorning([NO_R, NO_R, NO_R], 2, 1);
    expect(morning).toEqual([-1, -2, -4]);
    const evening = [...morning];
    takeOneLoss(evening, 1);
    expect(evening).toEqual([Math.log(1.5) - 1, Math.log(2) - 2, Math.log(3) - 4]);
    const mean = (1.5 * Math.exp(-1) + 2 * Math.exp(-2) + 3 * Math.exp(-4)) / 3;
    expect(strengthOfLogs(evening)).toBeCloseTo(mean, 12);
  });

  it('counts less for each loss where losses come in batches', () => {
    expect(gainOfLoss(2, 2)).toBeCloseTo(Math.log(Math.sqrt(2)), 12);
    expect(chargeOfDay(3, 5, 2)).toBe(5);
  });

  it('never exceeds what the table can keep', () => {
    const most = Math.log(1e15);
    const logs = [most, most, most];
    takeOneLoss(logs, 1);
    expect(logs).toEqual([most, most, most]);
  });

  it('can be one on which thousands are usual, and thousands come', () => {
    const logs = afterMorning([0, 0, 0], 3000, 1);
    for (let loss = 0; loss < 6000; loss += 1) takeOneLoss(logs, 1);
    expect(logs[1]).toBeCloseTo(Math.log(1e15), 8);
  });
});

it('quiet days come to the sum over all days on which a change may have begun', () => {
  const expected = 0.7;
  let logs: readonly number[] = [5, 5, 5].map(Math.log);
  for (let day = 0; day < 9; day += 1) logs = afterMorning(logs, expected, 1);
  for (const [j, rho] of LOSS_RHOS.entries()) {
    const q = Math.exp(-(rho - 1) * expected);
    expect(Math.exp(logs[j] ?? 0)).toBeCloseTo(5 * q ** 9 + (q * (1 - q ** 9)) / (1 - q), 10);
  }
});

it('the ratio of a day has a mean of 1 where losses are independent and as many as is usual', () => {
  const few = fc.double({ min: 0.1, max: 12, noNaN: true });
  fc.assert(
    fc.property(few, fc.constantFrom(...LOSS_RHOS), (usual, rho) => {
      let [chance, mean] = [Math.exp(-usual), 0];
      for (let losses = 0; losses < 250; losses += 1) {
        mean += chance * Math.exp(losses * gainOfLoss(rho, 1) - chargeOfDay(rho, usual, 1));
        chance *= usual / (losses + 1);
      }
      expect(mean).toBeCloseTo(1, 8);
    }),
  );
});
