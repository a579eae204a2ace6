import type { Closing } from '../closing.ts';
import { countBefore, countNow, passToWeek } from '../counts/guarded-count.ts';
import { countInMonth } from '../counts/monthly-counts.ts';
import { type Baseline, baseline } from '../key/baseline.ts';
import { takeMatch, takeOldMatch } from '../key/key-match.ts';
import type { Particulars } from '../particulars.ts';
import { type PatternState, RHOS } from './loss-surge-state.ts';
import type { Moment } from './moment.ts';
import { recoveryAfterMatch } from './recovery.ts';

/** A loss that belongs to the pattern was recorded long after it happened: only what is usual changes. */
export function takeHistory(pattern: PatternState, particulars: Particulars): void {
  takeOldMatch(pattern, particulars);
  passToWeek(pattern.advanced, particulars.week);
  countBefore(pattern.advanced);
  countInMonth(pattern.months, particulars);
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
  particulars: Particulars,
  { tick, closedBefore }: Moment,
): Baseline {
  passToWeek(pattern.matched, particulars.week);
  passToWeek(pattern.advanced, particulars.week);
  const usual = baseline(pattern.matched.older, pattern.advanced.older, closedBefore);
  if (takeMatch(pattern, closing, particulars, tick, RHOS, usual)) {
    countNow(pattern.advanced);
    countInMonth(pattern.months, particulars);
  }
  if (pattern.recovery !== null) pattern.recovery = recoveryAfterMatch(pattern.recovery, tick);
  return usual;
}
