import { type Baseline, baseline } from './baseline.ts';
import type { Closing } from './closing.ts';
import { countBefore, countNow, passToWeek } from './guarded-count.ts';
import { takeMatch, takeOldMatch } from './key-match.ts';
import { type PatternState, RHOS } from './loss-surge-state.ts';
import type { Moment } from './moment.ts';
import { countInMonth } from './monthly-counts.ts';
import { recoveryAfterMatch } from './recovery.ts';
import type { Seen } from './seen.ts';

/** A loss that belongs to the pattern was recorded long after it happened: only what is usual changes. */
export function takeHistory(pattern: PatternState, seen: Seen): void {
  takeOldMatch(pattern, seen);
  passToWeek(pattern.advanced, seen.week);
  countBefore(pattern.advanced);
  countInMonth(pattern.months, seen);
}

/**
 * A loss that belongs to the pattern is the tick `moment.tick` of the clock. The share that people see counts every loss; the
 * detector's own bound counts what advances. See baseline.ts.
 *
 * @returns what was usual before.
 */
export function takeLoss(
  pattern: PatternState,
  closing: Closing,
  seen: Seen,
  { tick, closedBefore }: Moment,
): Baseline {
  passToWeek(pattern.matched, seen.week);
  passToWeek(pattern.advanced, seen.week);
  const usual = baseline(pattern.matched.older, pattern.advanced.older, closedBefore);
  if (takeMatch(pattern, closing, seen, tick, RHOS, usual)) {
    countNow(pattern.advanced);
    countInMonth(pattern.months, seen);
  }
  if (pattern.recovery !== null) pattern.recovery = recoveryAfterMatch(pattern.recovery, tick);
  return usual;
}
