import type { Clock } from '../../../shared/ports/clock.ts';

/** Two times that are one while an export is replayed for the first time. */
export interface ReplayClock {
  /** Where the row stands: what its dates are judged by. */
  readonly today: Clock;
  /**
   * What is recorded and done now. It never runs back: rows that a second replay meets again are judged by their own
   * day, and one that is new among them is recorded when the ledger had come to, as a late report would be.
   */
  readonly now: Clock;
  readonly realNow: number;
  standAt(time: number): void;
}

/** No time goes beyond the real one: a ledger from the future would date every report after it wrongly. */
export function createReplayClock({
  resumeAt,
  realNow,
}: {
  /** When the newest entry of the ledger was recorded; 0 for an empty one. */
  readonly resumeAt: number;
  readonly realNow: number;
}): ReplayClock {
  let today = resumeAt;
  let now = resumeAt;
  return {
    today: () => today,
    now: () => now,
    realNow,
    standAt(time) {
      today = Math.max(0, Math.min(time, realNow));
      now = Math.max(now, today);
    },
  };
}
