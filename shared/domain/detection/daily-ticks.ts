import * as z from 'zod';

/** Today, and the 14 days before it. */
const DAYS = 15;

/** How far the team's clock went on each of the last days. */
export const dailyTicksSchema = z
  .object({
    /** The day of `counts[0]`, days since 1970-01-01 UTC. */
    day: z.int(),
    counts: z.array(z.int().nonnegative()).length(DAYS).readonly(),
  })
  .readonly();

export type DailyTicks = z.infer<typeof dailyTicksSchema>;

export const noTicks = (day: number): DailyTicks => ({ day, counts: Array.from({ length: DAYS }, () => 0) });

/** One more tick on `day`. Time never runs back. */
export function withTick(ticks: DailyTicks, day: number): DailyTicks {
  const { counts } = day > ticks.day ? atDay(ticks, day) : ticks;
  return {
    day: Math.max(day, ticks.day),
    counts: counts.with(0, (counts[0] ?? 0) + 1),
  };
}

/**
 * The tick at which the day ended that is 15 days before `day`. Whatever was so then and has been so since, has been so for 14
 * whole days at any moment of `day`.
 */
export function tickTwoWeeksBefore(tick: number, { day: last, counts }: DailyTicks, day: number): number {
  let left = tick;
  for (let ago = Math.max(0, day - last), index = 0; ago < DAYS; ago += 1, index += 1)
    left -= counts[index] ?? 0;
  return left;
}

/** The first of the last 15 days that ended at this tick or a later one; undefined where it was before them. */
export function dayOfTick(wanted: number, tick: number, ticks: DailyTicks, day: number): number | undefined {
  let end = tick;
  for (const [ago, count] of atDay(ticks, day).counts.entries()) {
    end -= count;
    if (end < wanted) return Math.max(day, ticks.day) - ago;
  }
  return undefined;
}

function atDay({ day: last, counts }: DailyTicks, day: number): Pick<DailyTicks, 'counts'> {
  const passed = Math.min(DAYS, Math.max(0, day - last));
  return { counts: [...Array.from({ length: passed }, () => 0), ...counts.slice(0, DAYS - passed)] };
}
