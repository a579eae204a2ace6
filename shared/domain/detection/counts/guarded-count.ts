import * as z from 'zod';
import { GUARD_WEEKS } from '../week.ts';
import { countAt, newRing, sumOf, turn } from './ring.ts';

const count = z.int().nonnegative();

/**
 * A count that knows what is older than the guard. A surge must not teach the baseline that it is usual before it had
 * time to alarm; so a closing waits in the ring for four whole weeks before it counts as history.
 */
export const guardedCountSchema = z.object({
  older: count,
  /** The week of `recent[0]`. */
  week: z.int(),
  /** Counts by the week in which they were recorded, the current one first. */
  recent: z.array(count).length(GUARD_WEEKS),
});

export type GuardedCount = z.infer<typeof guardedCountSchema>;

export const newGuardedCount = (week: number): GuardedCount => ({
  older: 0,
  week,
  recent: newRing(GUARD_WEEKS),
});

/** Brings the count to `week`: what leaves the ring is older. Time never runs back. */
export function passToWeek(counted: GuardedCount, week: number): void {
  if (week <= counted.week) return;
  counted.older += turn(counted.recent, week - counted.week);
  counted.week = week;
}

/** One more in the current week of the ring. Bring it to that week with {@link passToWeek} first. */
export function countNow(counted: GuardedCount): void {
  countAt(counted.recent, 0);
}

/** One more from before the guard: a back-dated closing. */
export function countBefore(counted: GuardedCount): void {
  counted.older += 1;
}

/** What is older than the guard in `week`. */
export const olderIn = ({ older, week, recent }: Readonly<GuardedCount>, now: number): number =>
  older + sumOf(recent, GUARD_WEEKS - Math.max(0, now - week));

/** Older and recent together. */
export const total = ({ older, recent }: Readonly<GuardedCount>): number => older + sumOf(recent);
