import { type Baseline, baseline } from './baseline.ts';
import type { Closing } from './closing.ts';
import { atWeek, countedBefore, countedNow } from './guarded-count.ts';
import { withMatchAt, withOldMatch } from './key-match.ts';
import { type PatternState, RHOS } from './loss-surge-state.ts';
import type { Moment } from './moment.ts';
import { inItsMonth } from './monthly-counts.ts';
import { recoveryAfterMatch } from './recovery.ts';
import { recordedWeek } from './week.ts';

/** A pattern after a loss that belongs to it was recorded long after it happened: only what is usual changes. */
export function withHistory(pattern: PatternState, closing: Closing): PatternState {
  return {
    ...withOldMatch(pattern, closing),
    advanced: countedBefore(atWeek(pattern.advanced, recordedWeek(closing))),
    months: inItsMonth(pattern.months, closing),
  };
}

/**
 * A pattern after a loss that belongs to it, which is the tick `moment.tick` of the clock, and what was usual before. The share
 * that people see counts every loss; the detector's own bound counts what advances. See baseline.ts.
 */
export function withLoss(
  pattern: PatternState,
  closing: Closing,
  { tick, closedBefore }: Moment,
): { readonly pattern: PatternState; readonly usual: Baseline } {
  const week = recordedWeek(closing);
  const advanced = atWeek(pattern.advanced, week);
  const usual = baseline(atWeek(pattern.matched, week).older, advanced.older, closedBefore);
  const { key, advances } = withMatchAt(pattern, closing, tick, RHOS, usual);
  return {
    usual,
    pattern: {
      ...key,
      advanced: advances ? countedNow(advanced) : advanced,
      recovery: pattern.recovery && recoveryAfterMatch(pattern.recovery, tick),
      months: advances ? inItsMonth(pattern.months, closing) : pattern.months,
    },
  };
}
