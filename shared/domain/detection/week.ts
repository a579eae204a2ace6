import type { Closing } from './closing.ts';

const DAY_MS = 86_400_000;

/** The guard, which is no history yet: the current week and four closed weeks before it. */
export const GUARD_WEEKS = 5;

/** The UTC day of a moment: days since 1970-01-01, from milliseconds since 1970. */
export function dayOf(at: number): number {
  return Math.floor(at / DAY_MS);
}

/** The week of a day, counted from the one that starts on Monday 1969-12-29: 1970-01-01 was a Thursday. */
export function weekOf(day: number): number {
  return Math.floor((day + 3) / 7);
}

/** How much of its week a day has seen when it ends, from 1/7 on Monday to 1 on Sunday. */
export function partOfWeek(day: number): number {
  return (day + 4 - 7 * weekOf(day)) / 7;
}

/** The week in which the ledger entry was recorded, in UTC. */
export function recordedWeek(closing: Closing): number {
  return weekOf(dayOf(closing.recordedAt));
}

/**
 * The week in which the deal was closed. A date in the future is a slip or another time zone: it counts as now, so
 * that it cannot push everything else out of a ring of weeks.
 */
export function closedWeek(closing: Closing): number {
  return Math.min(weekOf(closing.closedOn), recordedWeek(closing));
}

/** Does the report come so late that the week of the closing has left the guard? */
export function isBackDated(closing: Closing): boolean {
  return closedWeek(closing) <= recordedWeek(closing) - GUARD_WEEKS;
}
