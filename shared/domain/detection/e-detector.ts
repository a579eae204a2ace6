/**
 * The weighted Shiryaev-Roberts e-detector of DETECTION.md section 2, for one key.
 *
 * For each rate rho ("the share has become rho times the usual") R is the sum, over every closed deal at which a change
 * may have begun, of w times the likelihood ratio of the deals since. With c = 1 + (rho - 1)·p0 that ratio is rho/c for
 * a match and 1/c for any other deal, so its mean is (1 + (rho - 1)·p)/c <= 1 as long as the true share p is at most p0.
 * Source: Shin, Ramdas and Rinaldo, "E-detectors: a nonparametric framework for sequential change detection" (NEJSDS).
 *
 * `rs` has one R for each of `rhos`.
 */
export interface Odds {
  /** Upper bound of the usual share, in (0, 1). */
  readonly p0: number;
  /** Weight of a new start at each deal. */
  readonly w: number;
}

/**
 * R never exceeds this, so that the table can keep it as a number. It is beyond any threshold: only a key whose gates stay shut
 * (one rep, one account) gets there. Lowering R keeps the promise.
 */
const LARGEST_R = 1e15;

/**
 * `gap` deals that did not match, in one step: R·c^-g + w·(c^-1 + ... + c^-g).
 * Written with expm1 and log1p, because c is close to 1 for a rare key.
 */
export function afterGap(rhos: readonly number[], rs: readonly number[], gap: number, odds: Odds): number[] {
  const { p0, w } = odds;
  const after: number[] = [];
  // A loop: the detector spends most of its time here, and a call for each rate would double it.
  for (let j = 0; j < rhos.length; j += 1) {
    const rise = ((rhos[j] ?? 1) - 1) * p0;
    const exponent = -gap * Math.log1p(rise);
    // Both c^-g and 1 - c^-g are exact where only the one of them is computed that is near 0.
    let left: number;
    let gone: number;
    if (exponent > -0.5) {
      gone = -Math.expm1(exponent);
      left = 1 - gone;
    } else {
      left = Math.exp(exponent);
      gone = 1 - left;
    }
    after.push((rs[j] ?? 0) * left + (w * gone) / rise);
  }
  return after;
}

/** One deal that matched: (R + w)·rho/c. */
export function afterMatch(rhos: readonly number[], rs: readonly number[], odds: Odds): number[] {
  const { p0, w } = odds;
  const after: number[] = [];
  for (let j = 0; j < rhos.length; j += 1) {
    const rho = rhos[j] ?? 1;
    after.push(Math.min(LARGEST_R, (((rs[j] ?? 0) + w) * rho) / (1 + (rho - 1) * p0)));
  }
  return after;
}

/** M: the mean of the R. A mixture of rates keeps the promise and needs no guess of how large a surge will be. */
export function strengthOf(rs: readonly number[]): number {
  let sum = 0;
  for (const r of rs) sum += r;
  return sum / rs.length;
}
