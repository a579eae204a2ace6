import * as z from 'zod';
import { countAt, newRing, sumOf, turn } from './ring.ts';

/** Today, and the 14 days before it. */
const DAYS = 15;

/** How far the team's clock went on each of the last days. */
export const dailyTicksSchema = z.object({
  /** The day of `counts[0]`, days since 1970-01-01 UTC. */
  day: z.int(),
  counts: z.array(z.int().nonnegative()).length(DAYS),
});

export type DailyTicks = z.infer<typeof dailyTicksSchema>;

export const noTicks = (day: number): DailyTicks => ({ day, counts: newRing(DAYS) });

/** One more tick on `day`. Time never runs back. */
export function addTick(ticks: DailyTicks, day: number): void {
  if (day > ticks.day) {
    turn(ticks.counts, day - ticks.day);
    ticks.day = day;
  }
  countAt(ticks.counts, 0);
}

/**
 * The tick at which the day ended that is 15 days before `day`. Whatever was so then and has been so since, has been so for 14
 * whole days at any moment of `day`.
 */
export const tickTwoWeeksBefore = (
  tick: number,
  { day: last, counts }: Readonly<DailyTicks>,
  day: number,
): number => tick - sumOf(counts, 0, DAYS - Math.max(0, day - last));

/** The first of the last 15 days that ended at this tick or a later one; undefined where it was before them. */
export function dayOfTick(
  wanted: number,
  tick: number,
  { day: last, counts }: Readonly<DailyTicks>,
  day: number,
): number | undefined {
  const quiet = Math.max(0, day - last);
  let end = tick;
  for (let ago = 0; ago < DAYS; ago += 1) {
    end -= counts[ago - quiet] ?? 0;
    if (end < wanted) return last + quiet - ago;
  }
  return undefined;
}
