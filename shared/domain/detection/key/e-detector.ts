/**
 * The weighted Shiryaev-Roberts e-detector for one key; docs/decisions/0004-detector.md says why the promise holds.
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

const MOST_RATES = 4;
const fades = new Float64Array(MOST_RATES);

/**
 * What `gap` deals that did not match leave of a likelihood ratio: c^-gap, for each of at most four rates.
 *
 * By squaring, with products alone, which every machine rounds alike: a logarithm may differ in its last digit from one version of
 * the engine to the next, and a rebuild would not come to the same. All rates share one loop, and no branch depends on
 * the bits of `gap`, which no processor can predict: together a fifth of the time that one `Math.pow` for each rate takes.
 *
 * @returns the same array each time: to be read before the next call.
 */
export function fadesAfter(rhos: readonly number[], gap: number, p0: number): Float64Array {
  if (rhos.length > MOST_RATES) throw new RangeError(`There are more than ${MOST_RATES} rates.`);
  let a = 1 / oddsOf(rhos[0] ?? 1, p0);
  let b = 1 / oddsOf(rhos[1] ?? 1, p0);
  let c = 1 / oddsOf(rhos[2] ?? 1, p0);
  let d = 1 / oddsOf(rhos[3] ?? 1, p0);
  let ofA = 1;
  let ofB = 1;
  let ofC = 1;
  let ofD = 1;
  for (let bits = gap; bits > 0; bits >>>= 1) {
    const bit = bits & 1;
    const not = 1 - bit;
    ofA *= bit * a + not;
    ofB *= bit * b + not;
    ofC *= bit * c + not;
    ofD *= bit * d + not;
    a *= a;
    b *= b;
    c *= c;
    d *= d;
  }
  fades[0] = ofA;
  fades[1] = ofB;
  fades[2] = ofC;
  fades[3] = ofD;
  return fades;
}

/**
 * Deals that did not match, in one step: of each R they make R·f + w·(1 - f)/(c - 1), in place. Where c is close to 1, as for a rare
 * key, what w adds is rounded by about 2e-16/(c - 1) of itself: 1e-9 where one deal in a million matches.
 *
 * @param left what they leave of a likelihood ratio: {@link fadesAfter}.
 */
export function passGap(
  rhos: readonly number[],
  rs: number[],
  left: Readonly<Float64Array>,
  { p0, w }: Odds,
): void {
  for (let j = 0; j < rhos.length; j += 1) {
    const f = left[j] ?? 1;
    rs[j] = (rs[j] ?? 0) * f + (w * (1 - f)) / (oddsOf(rhos[j] ?? 1, p0) - 1);
  }
}

/** One deal that matched: of each R it makes (R + w)·rho/c, in place. */
export function passMatch(rhos: readonly number[], rs: number[], { p0, w }: Odds): void {
  for (let j = 0; j < rhos.length; j += 1) {
    const rho = rhos[j] ?? 1;
    rs[j] = Math.min(LARGEST_R, (((rs[j] ?? 0) + w) * rho) / oddsOf(rho, p0));
  }
}

/** What a match makes of a likelihood ratio: rho/c. */
export const factorOf = (rho: number, p0: number): number => rho / oddsOf(rho, p0);

/** c: what a deal that does not match divides R by. */
const oddsOf = (rho: number, p0: number): number => 1 + (rho - 1) * p0;

/** M: the mean of the R. A mixture of rates keeps the promise and needs no guess of how large a surge will be. */
export function strengthOf(rs: readonly number[]): number {
  let sum = 0;
  for (const r of rs) sum += r;
  return sum / rs.length;
}

/** M after `gap` deals that did not match. */
export function strengthAfter(
  rhos: readonly number[],
  rs: readonly number[],
  gap: number,
  odds: Odds,
): number {
  const then = [...rs];
  passGap(rhos, then, fadesAfter(rhos, gap, odds.p0), odds);
  return strengthOf(then);
}
