import { wilsonUpper } from './wilson.ts';

/** What is usual for one key, from history older than the guard. All three are shares of closed deals. */
export interface Baseline {
  /** The best single guess, for people. */
  readonly share: number;
  /** An upper bound of the share of deals that advance the key: the promise holds as far as this is true. */
  readonly p0: number;
  /** What the key may claim of the budget of false alarms of its level. */
  readonly w: number;
}

/** One-sided 66 %. A stricter bound delays every alarm, and in every condition of docs/detection.md the promise is kept with this. */
const Z = 0.4;

/**
 * At least so much of a key's matches is taken to advance it. Batches cap about one match in seven. Where reps lose so many deals
 * to one competitor that more are capped, the share that advances is a mean over the day: it is far higher in the morning,
 * when nobody is capped, and a bound made from the mean would be none.
 */
const LEAST_ADVANCING = 1 / 1.2;

/** Above this share "more often than usual" has no meaning, and rho / c would come close to 1. */
export const HIGHEST_SHARE = 0.95;

/**
 * p0 is the Wilson bound of (a + 1/2)/(n + 1) with n + 1 trials, w = (a + 1/2)/(n + 50). There a counts
 * the matches that advanced the key: those are what the detector waits for.
 *
 * The a of one level sum to at most n, so K keys of a level claim at most (n + K/2)/(n + 50): at most 1 up to a hundred
 * keys, about 1.2 for the finest level of a team with some hundreds of keys, and never above about 1.5, because a key
 * needs a deal to exist. That excess is of one level in four, and the Wilson bound gives back more than it.
 *
 * @param matched Matches of the key older than the guard.
 * @param advanced Those of them that advanced it; at most as many.
 * @param closed Closed deals of the team older than the guard; at least as many.
 */
export function baseline(matched: number, advanced: number, closed: number): Baseline {
  const a = Math.max(advanced, matched * LEAST_ADVANCING);
  const p0 = Math.min(HIGHEST_SHARE, wilsonUpper((a + 0.5) / (closed + 1), closed + 1, Z));
  return { share: (matched + 0.5) / (closed + 1), p0, w: Math.min(p0, (a + 0.5) / (closed + 50)) };
}
