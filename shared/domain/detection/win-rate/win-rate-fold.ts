import type { Closing } from '../closing.ts';
import { countBefore, countNow, passToWeek } from '../counts/guarded-count.ts';
import { countDeal, dealsPerQuarter } from '../counts/year-of-deals.ts';
import type { Detection } from '../detection.ts';
import { HIGHEST_SHARE } from '../key/baseline.ts';
import { strengthOf } from '../key/e-detector.ts';
import { areOpen } from '../key/gates.ts';
import { takeMatch, takeOldMatch } from '../key/key-match.ts';
import { wilsonUpper } from '../key/wilson.ts';
import type { Match } from '../match.ts';
import { type Particulars, particularsOf } from '../particulars.ts';
import { groupOf } from './win-rate-groups.ts';
import { type Moment, thresholdOf } from './win-rate-moment.ts';
import { alarmed } from './win-rate-report.ts';
import { RHOS, type RivalState, rivalIn, type WinRateState } from './win-rate-state.ts';

/** Deals against a competitor, a quarter and before the guard: with fewer there is no "usual" to compare with. */
export const FEWEST_DEALS = 20;

/** May a win rate raise an alarm, or what is missing? */
export const RIVAL_STANDINGS = ['watched', 'too-few', 'too-new', 'hardly-won'] as const;
export type RivalStanding = (typeof RIVAL_STANDINGS)[number];

/**
 * @param perQuarter deals against it per quarter.
 * @param before those that are older than the guard.
 * @param p0 the bound of the usual loss rate; very high it leaves nothing that could happen "less often than usual".
 */
export function standingOf(perQuarter: number, before: number, p0: number): RivalStanding {
  if (perQuarter < FEWEST_DEALS) return 'too-few';
  if (before < FEWEST_DEALS) return 'too-new';
  return p0 > HIGHEST_SHARE ? 'hardly-won' : 'watched';
}

/** One-sided 80 %. */
const Z = 0.84;

/**
 * What was usual before the guard: the loss rate (a + 1/2)/(n + 1), its Wilson bound with n + 1 trials, which stays below 1, and a
 * full start at each deal. Also losses that advanced nothing count: half of all deals may be losses, and a mean over
 * the capped ones would be no bound.
 */
export function usualLosses(lost: number, closed: number) {
  const share = (lost + 0.5) / (closed + 1);
  return { share, p0: wilsonUpper(share, closed + 1, Z), w: 1 };
}

/**
 * What one closed deal does to the win rate against its competitor. It looks at nothing but that state and the moment, so it
 * gives the same when the deal is reported and whenever a correction makes the competitor be folded again.
 */
export function foldRival(
  states: Map<string, WinRateState>,
  { closing, moment }: Match<Moment>,
): readonly Detection[] {
  const { competitor } = closing;
  if (competitor === undefined) return [];
  const rival = rivalIn(states, groupOf(closing), closing);
  const now = particularsOf(closing);
  takeDeal(rival, closing, now, moment.isHistory);
  if (closing.result === 'won') return [];
  if (moment.isHistory) {
    takeOldMatch(rival, now);
    return [];
  }
  passToWeek(rival.matched, now.week);
  const usual = usualLosses(rival.matched.older, rival.closed.older);
  // The surge of the same losses tells of doubled money; kept here too it would only make the item larger.
  takeMatch(rival, { seq: closing.seq }, now, rival.clock, RHOS, usual);
  const own = dealsPerQuarter(rival.year, now.day);
  const threshold = thresholdOf(moment, own);
  const strength = strengthOf(rival.rs);
  const alarm =
    moment.isActive &&
    standingOf(own, rival.closed.older, usual.p0) === 'watched' &&
    strength >= threshold &&
    areOpen(rival.gates);
  if (!alarm) return [];
  const figures = { usualShare: usual.share, strength, threshold, accepted: moment.accepted };
  return [alarmed(rival, closing, competitor, figures)];
}

/** One more deal that was closed against the competitor. History does not move the clock. */
function takeDeal(
  rival: RivalState,
  { result }: Closing,
  { week, closedWeek }: Particulars,
  isHistory: boolean,
): void {
  passToWeek(rival.closed, week);
  if (isHistory) {
    countBefore(rival.closed);
  } else {
    rival.clock += 1;
    countNow(rival.closed);
  }
  countDeal(rival.year, week, closedWeek, result === 'won' ? 'won' : 'lost');
}
