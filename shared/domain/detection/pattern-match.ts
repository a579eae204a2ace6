import { type Baseline, baseline } from './baseline.ts';
import type { Closing } from './closing.ts';
import { afterGap, afterMatch } from './e-detector.ts';
import { withMatch } from './gates.ts';
import { atWeek, countedBefore, countedNow } from './guarded-count.ts';
import { type PatternState, RHOS } from './loss-surge-state.ts';
import type { Moment } from './moment.ts';
import { inItsMonth } from './monthly-counts.ts';
import { recoveryAfterMatch } from './recovery.ts';
import { hasAdvanced, withAdvance } from './rep-day.ts';
import { withRunMatch } from './run.ts';
import { hashOrAnonymous } from './short-hash.ts';
import { dayOf, recordedWeek } from './week.ts';

/** A pattern after a loss that belongs to it was recorded long after it happened: only what is usual changes. */
export function withHistory(pattern: PatternState, closing: Closing): PatternState {
  const week = recordedWeek(closing);
  return {
    ...pattern,
    matched: countedBefore(atWeek(pattern.matched, week)),
    advanced: countedBefore(atWeek(pattern.advanced, week)),
    months: inItsMonth(pattern.months, closing),
  };
}

/**
 * A pattern after a loss that belongs to it, which is the tick `moment.tick` of the clock.
 *
 * A rep who has already advanced the pattern today does not do so again. Such a match takes its tick but leaves R as the
 * gap left it, factor 1 where a match that counts has rho/c. The promise holds with it: who reports, and whether they are
 * capped, is known before the outcome, and given a capped rep the mean factor of the tick is p·1 + (1 - p)/c <= 1; nothing
 * is added to R for a start at that tick. It is still a loss: it counts for the gates, in the run, as evidence and for the usual
 * share that people see. The detector's own bound counts what advances; see baseline.ts.
 */
export function withLoss(
  pattern: PatternState,
  closing: Closing,
  moment: Moment,
): { readonly pattern: PatternState; readonly usual: Baseline } {
  const day = dayOf(closing.recordedAt);
  const rep = hashOrAnonymous(closing.rep);
  const week = recordedWeek(closing);
  const [matched, advanced] = [atWeek(pattern.matched, week), atWeek(pattern.advanced, week)];
  const usual = baseline(matched.older, advanced.older, moment.closedBefore);
  const gap = moment.tick - pattern.tick - 1;
  const advances = !hasAdvanced(pattern.today, day, rep);
  const waited = afterGap(RHOS, pattern.rs, gap, usual);
  return {
    usual,
    pattern: {
      kind: 'pattern',
      matched: countedNow(matched),
      advanced: advances ? countedNow(advanced) : advanced,
      rs: advances ? afterMatch(RHOS, waited, usual) : waited,
      tick: moment.tick,
      gates: withMatch(pattern.gates, hashOrAnonymous(closing.account), rep),
      today: advances ? withAdvance(pattern.today, day, rep) : pattern.today,
      run: withRunMatch(pattern.run, closing, { tick: moment.tick, gap, p0: usual.p0, advances }),
      epoch: pattern.epoch,
      recovery: pattern.recovery && recoveryAfterMatch(pattern.recovery, moment.tick),
      months: advances ? inItsMonth(pattern.months, closing) : pattern.months,
    },
  };
}
