import { wilsonUpper } from './wilson.ts';

/** What is usual for one key, from history older than the guard. All three are shares of closed deals. */
export interface Baseline {
  /** The best single guess, for people. */
  readonly share: number;
  /** A bound that the true share stays below: the promise holds as far as this is true. */
  readonly p0: number;
  /** What the key may claim of the budget of false alarms of its level. */
  readonly w: number;
}

/** One-sided 80 %. A stricter bound delays every alarm; the simulation of DETECTION.md keeps the promise with this. */
const Z = 0.84;

/** Above this share "more often than usual" has no meaning, and rho / c would come close to 1. */
const HIGHEST_SHARE = 0.95;

/**
 * DETECTION.md section 2: share = (a + 1/2)/(n + 1), p0 its Wilson bound with n + 1 trials, w = (a + 1/2)/(n + 50).
 *
 * The a of one level sum to at most n, so K keys of a level claim at most (n + K/2)/(n + 50): at most 1 up to a hundred
 * keys, about 1.2 for the finest level of a team with some hundreds of keys, and never above about 1.5, because a key
 * needs a deal to exist. That excess is of one level in four, and the Wilson bound gives back more than it.
 *
 * @param a Matches of the key older than the guard.
 * @param n Closed deals of the team older than the guard; a <= n.
 */
export function baseline(a: number, n: number): Baseline {
  const share = (a + 0.5) / (n + 1);
  const p0 = Math.min(HIGHEST_SHARE, wilsonUpper(share, n + 1, Z));
  return { share, p0, w: Math.min(p0, (a + 0.5) / (n + 50)) };
}
