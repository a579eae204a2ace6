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
 * Source: Shin, Ramdas and Rinaldo, "E-detectors: a nonparametric framework for sequential change detection" (NEJSDS).
 */
export const LOSS_RHOS = [1.5, 2, 3] as const;

/** Beyond any threshold, and still a number that the table can keep. Lowering R keeps the promise. */
const LARGEST_R = 1e15;

/** What a day takes from the ratio before its losses come: e^(-(rho - 1)·expected/phi). */
export const chargeOfDay = (rho: number, expected: number, phi: number): number =>
  Math.exp((-(rho - 1) * expected) / phi);

/** What a loss multiplies the ratio by. */
export const factorOfLoss = (rho: number, phi: number): number => rho ** (1 / phi);

/** A new day: one more on which a change may have begun. */
export const afterMorning = (rs: readonly number[], expected: number, phi: number): number[] =>
  LOSS_RHOS.map((rho, j) => ((rs[j] ?? 0) + 1) * chargeOfDay(rho, expected, phi));

export const afterOneLoss = (rs: readonly number[], phi: number): number[] =>
  LOSS_RHOS.map((rho, j) => Math.min(LARGEST_R, (rs[j] ?? 0) * factorOfLoss(rho, phi)));
