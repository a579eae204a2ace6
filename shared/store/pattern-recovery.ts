import { type CalendarDate, dateOfDay } from '../domain/calendar-date.ts';
import type { RecoveryNow } from '../domain/detection/surge/resolved.ts';

/** How a share does since its last alarm, with its days as dates (UTC). */
export interface PatternRecovery {
  readonly alarmOn: CalendarDate;
  readonly share: RecoveryNow['share'];
  /** While that is less than two weeks ago. */
  readonly backOn?: CalendarDate;
}

export const patternRecovery = (now: RecoveryNow | null): PatternRecovery | null =>
  now && {
    alarmOn: dateOfDay(now.alarmOn),
    share: now.share,
    ...(now.backOn !== undefined && { backOn: dateOfDay(now.backOn) }),
  };
