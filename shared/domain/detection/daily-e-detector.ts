import { strengthOf } from './e-detector.ts';

/**
 * The Shiryaev-Roberts e-detector for counts by day, for "losses have become rho times the usual".
 *
 * R is the sum, over every day on which a change may have begun, of the likelihood ratio of the days since. For a day with N
 * losses of which at most `expected` are usual, that ratio is rho^(N/phi)·e^(-(rho - 1)·expected/phi), where the numbers vary
 * phi times as much as independent losses. Its mean is at most 1: exactly 1 if N is phi times a Poisson number with the mean
 * expected/phi, and less if fewer are usual. phi = 1 is the recursion of DETECTION.md section 3 with steps of a day.
 *
 * The whole day is charged before its first loss. So a day on which all is logged in one hour is no surge, wherever the
 * team's day begins, and at each moment R is at most what a clock that knew the hours would give.
 *
 * R is kept as its natural logarithm. Where hundreds are lost in a day, its charge is a number that no computer can write out.
 *
 * Source: Shin, Ramdas and Rinaldo, "E-detectors: a nonparametric framework for sequential change detection" (NEJSDS).
 */
export const LOSS_RHOS = [1.5, 2, 3] as const;

/** The logarithm of no R at all: a number that the table can keep, and nothing beside any other. */
export const NO_R = -1e9;

/** ln 10^15: beyond any threshold. Lowering R keeps the promise. */
const LARGEST = Math.log(1e15);

/** What a day takes from the logarithm of the ratio before its losses come: (rho - 1)·expected/phi. */
export const chargeOfDay = (rho: number, expected: number, phi: number): number =>
  ((rho - 1) * expected) / phi;

/** What a loss adds to the logarithm of the ratio. */
export const gainOfLoss = (rho: number, phi: number): number => Math.log(rho) / phi;

/** A new day: one more on which a change may have begun. Of ln R it makes ln((R + 1)·e^-charge). */
export const afterMorning = (logs: readonly number[], expected: number, phi: number): number[] =>
  LOSS_RHOS.map((rho, j) => Math.log1p(Math.exp(logs[j] ?? NO_R)) - chargeOfDay(rho, expected, phi));

/** A loss, in place. */
export function takeOneLoss(logs: number[], phi: number): void {
  for (const [j, rho] of LOSS_RHOS.entries()) {
    logs[j] = Math.min(LARGEST, (logs[j] ?? NO_R) + gainOfLoss(rho, phi));
  }
}

/** M: the mean of the R. */
export const strengthOfLogs = (logs: readonly number[]): number =>
  strengthOf(logs.map((log) => Math.exp(log)));
