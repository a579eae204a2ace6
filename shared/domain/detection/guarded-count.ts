import * as z from 'zod';
import { GUARD_WEEKS } from './week.ts';

const count = z.int().nonnegative();

/**
 * A count that knows what is older than the guard. A surge must not teach the baseline that it is usual before it had
 * time to alarm; so a closing waits in the ring for four whole weeks before it counts as history.
 */
export const guardedCountSchema = z
  .object({
    older: count,
    /** The week of `recent[0]`. */
    week: z.int(),
    /** Counts by the week in which they were recorded, the current one first. */
    recent: z.array(count).length(GUARD_WEEKS).readonly(),
  })
  .readonly();

export type GuardedCount = z.infer<typeof guardedCountSchema>;

export function emptyGuardedCount(week: number): GuardedCount {
  return { older: 0, week, recent: Array.from({ length: GUARD_WEEKS }, () => 0) };
}

/** The count as it stands in `week`: what has left the ring is older. Time never runs back. */
export function atWeek(counted: GuardedCount, week: number): GuardedCount {
  const passed = Math.min(GUARD_WEEKS, week - counted.week);
  if (passed <= 0) return counted;
  const stay = GUARD_WEEKS - passed;
  return {
    older: counted.older + sum(counted.recent.slice(stay)),
    week,
    recent: [...Array.from({ length: passed }, () => 0), ...counted.recent.slice(0, stay)],
  };
}

/** One more in the current week of the ring. Bring it to that week with {@link atWeek} first. */
export function countedNow(counted: GuardedCount): GuardedCount {
  return { ...counted, recent: counted.recent.with(0, (counted.recent[0] ?? 0) + 1) };
}

/** One more from before the guard: a back-dated closing. */
export function countedBefore(counted: GuardedCount): GuardedCount {
  return { ...counted, older: counted.older + 1 };
}

/** Older and recent together. */
export function total(counted: GuardedCount): number {
  return counted.older + sum(counted.recent);
}

function sum(values: readonly number[]): number {
  return values.reduce((left, right) => left + right, 0);
}
