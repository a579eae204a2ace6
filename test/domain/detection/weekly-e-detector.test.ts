import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  chargeOfWeek,
  gainOfLoss,
  LOSS_RHOS,
  NO_R,
  strengthOfLogs,
  takeNewWeek,
  takeOneLoss,
} from '../../../shared/domain/detection/all-losses/weekly-e-detector.ts';

describe('one week', () => {
  it('begins anew on each of its days, is charged for what is usual, and multiplied for each loss', () => {
    const logs = [NO_R, NO_R, NO_R];
    takeNewWeek(logs, 2, 1);
    expect(logs).toEqual([Math.log(7) - 1, Math.log(7) - 2, Math.log(7) - 4]);
    takeOneLoss(logs, 1);
    const mean = (7 * (1.5 * Math.exp(-1) + 2 * Math.exp(-2) + 3 * Math.exp(-4))) / 3;
    expect(strengthOfLogs(logs)).toBeCloseTo(mean, 12);
  });

  it('counts less for each loss where losses come in batches', () => {
    expect(gainOfLoss(2, 2)).toBeCloseTo(Math.log(Math.sqrt(2)), 12);
    expect(chargeOfWeek(3, 5, 2)).toBe(5);
  });

  it('never exceeds what the table can keep', () => {
    const most = Math.log(1e15);
    const logs = [most, most, most];
    takeOneLoss(logs, 1);
    expect(logs).toEqual([most, most, most]);
  });

  it('can be one on which thousands are usual, and thousands come', () => {
    const logs = [0, 0, 0];
    takeNewWeek(logs, 3000, 1);
    for (let loss = 0; loss < 6000; loss += 1) takeOneLoss(logs, 1);
    expect(logs[1]).toBeCloseTo(Math.log(1e15), 8);
  });
});

it('quiet weeks come to the sum over all days on which a change may have begun', () => {
  const expected = 0.7;
  const logs = [5, 5, 5].map(Math.log);
  for (let week = 0; week < 9; week += 1) takeNewWeek(logs, expected, 1);
  for (const [j, rho] of LOSS_RHOS.entries()) {
    const q = Math.exp(-(rho - 1) * expected);
    expect(Math.exp(logs[j] ?? 0)).toBeCloseTo(5 * q ** 9 + (7 * q * (1 - q ** 9)) / (1 - q), 10);
  }
});

it('the ratio of a week has a mean of 1 where losses are independent and as many as is usual', () => {
  const few = fc.double({ min: 0.1, max: 12, noNaN: true });
  fc.assert(
    fc.property(few, fc.constantFrom(...LOSS_RHOS), (usual, rho) => {
      let [chance, mean] = [Math.exp(-usual), 0];
      for (let losses = 0; losses < 250; losses += 1) {
        mean += chance * Math.exp(losses * gainOfLoss(rho, 1) - chargeOfWeek(rho, usual, 1));
        chance *= usual / (losses + 1);
      }
      expect(mean).toBeCloseTo(1, 8);
    }),
  );
});

it('it is 1 too where they come in batches of one size, and above 1 where the size is random', () => {
  const [usual, rho] = [4, 3];
  /** ln of the mean of the ratio, where batches come independently. Each has so many losses with such a chance. */
  const logOfMean = (sizes: Readonly<Record<number, number>>) => {
    const mean = (of: (size: number) => number) =>
      Object.entries(sizes).reduce((sum, [size, chance]) => sum + chance * of(Number(size)), 0);
    const phi = mean((size) => size ** 2) / mean((size) => size);
    const batches = usual / mean((size) => size);
    return (
      batches * (mean((size) => Math.exp(size * gainOfLoss(rho, phi))) - 1) - chargeOfWeek(rho, usual, phi)
    );
  };
  expect(logOfMean({ 2: 1 })).toBeCloseTo(0, 12);
  const random = logOfMean({ 1: 0.9, 2: 0.05, 3: 0.05 });
  expect(random).toBeGreaterThan(0);
  // So much below the bound the true mean has to be.
  expect(random / (random + chargeOfWeek(rho, usual, 1.55 / 1.15))).toBeCloseTo(0.085, 3);
});
