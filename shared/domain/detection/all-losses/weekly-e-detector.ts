import { strengthOf } from '../key/e-detector.ts';

/**
 * The Shiryaev-Roberts e-detector for counts by week, for "losses have become rho times the usual".
 *
 * R is the sum, over every day on which a change may have begun, of the likelihood ratio of the weeks since; the seven days of
 * a week begin together. For a week with N losses of which at most `expected` are usual, that ratio is
 * rho^(N/phi)·e^(-(rho - 1)·expected/phi), where the numbers vary phi times as much as independent losses.
 *
 * What holds of its mean: it is 1 if N is phi times a Poisson number with the mean expected/phi, as it is where losses come
 * in independent batches of exactly phi. It is less if fewer are usual, and where N is less spread (in convex order), such as a fixed
 * number. Where the size of the batches is random it is above 1 (Jensen), unless the bound has room for it: with the batches of the
 * detection bench, one to three losses and phi = 1.35, the true mean must be 1 % below `expected` for rho = 1.5, 3 % for 2 and
 * 9 % for 3. The margins of the bound have to carry that, see usual-losses.ts. They are narrower where many are lost and the
 * business grows by all that is allowed; for rho = 3 the bench speaks there, and no proof.
 *
 * The whole week is charged before its first loss, whichever days a team logs on. phi = 1 is the
 * recursion for independent losses, with steps of a week.
 *
 * R is kept as its natural logarithm. Where hundreds are lost in a week, its charge is a number that no computer can write out.
 * The logarithms may come out otherwise in the last digit in a later engine, see decision 19.
 *
 * Source: Shin, Ramdas and Rinaldo, "E-detectors: a nonparametric framework for sequential change detection" (NEJSDS).
 */
export const LOSS_RHOS = [1.5, 2, 3] as const;

/** The logarithm of no R at all: a number that the table can keep, and nothing beside any other. */
export const NO_R = -1e9;

/** ln 10^15: beyond any threshold. Lowering R keeps the promise. */
const LARGEST = Math.log(1e15);

/** ln 7: the new beginnings of a week. */
const BEGINNINGS = Math.log(7);

/** What a week takes from the logarithm of the ratio before its losses come: (rho - 1)·expected/phi. */
export const chargeOfWeek = (rho: number, expected: number, phi: number): number =>
  ((rho - 1) * expected) / phi;

/** What a loss adds to the logarithm of the ratio. */
export const gainOfLoss = (rho: number, phi: number): number => Math.log(rho) / phi;

/** A new week, in place: seven more days on which a change may have begun. Of ln R it makes ln((R + 7)·e^-charge). */
export function takeNewWeek(logs: number[], expected: number, phi: number): void {
  for (const [j, rho] of LOSS_RHOS.entries()) {
    const begun = BEGINNINGS + Math.log1p(Math.exp((logs[j] ?? NO_R) - BEGINNINGS));
    logs[j] = begun - chargeOfWeek(rho, expected, phi);
  }
}

/** A loss, in place. */
export function takeOneLoss(logs: number[], phi: number): void {
  for (const [j, rho] of LOSS_RHOS.entries()) {
    logs[j] = Math.min(LARGEST, (logs[j] ?? NO_R) + gainOfLoss(rho, phi));
  }
}

/** M: the mean of the R. */
export const strengthOfLogs = (logs: readonly number[]): number =>
  strengthOf(logs.map((log) => Math.exp(log)));
