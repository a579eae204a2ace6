import * as z from 'zod';
import { partOfWeek, weekOf } from './week.ts';

const WEEKS_PER_YEAR = 52;
export const WEEKS_PER_QUARTER = 13;
/** A few busy days are not yet a rate. */
export const FEWEST_WEEKS = 4;

/** Closed deals per week of the last year, by the day they were closed: a bulk load tells how busy the team was. */
export const weeklyVolumeSchema = z
  .object({
    /** The week of `counts[0]`. */
    week: z.int(),
    counts: z.array(z.int().nonnegative()).length(WEEKS_PER_YEAR).readonly(),
  })
  .readonly();

export type WeeklyVolume = z.infer<typeof weeklyVolumeSchema>;

export function emptyWeeklyVolume(week: number): WeeklyVolume {
  return { week, counts: Array.from({ length: WEEKS_PER_YEAR }, () => 0) };
}

/** One more deal, closed in `closed`, seen in `week`. What was closed more than a year ago leaves no trace. */
export function withClosed(volume: WeeklyVolume, week: number, closed: number): WeeklyVolume {
  const now = Math.max(volume.week, week);
  const passed = Math.min(WEEKS_PER_YEAR, now - volume.week);
  const stay = volume.counts.slice(0, WEEKS_PER_YEAR - passed);
  const counts = passed === 0 ? stay : [...Array.from({ length: passed }, () => 0), ...stay];
  const age = now - closed;
  const before = counts[age];
  if (before !== undefined) counts[age] = before + 1;
  return { week: now, counts };
}

/**
 * N_q: closed deals per quarter of 13 weeks, at the end of `day`.
 *
 * The time observed runs from the Monday of the oldest week of the year that has a deal. The first deal ever would be
 * no better start: one mistyped year would then look like a long quiet history, and lower the threshold for a year.
 */
export function quarterlyVolume(volume: WeeklyVolume, day: number): number {
  const oldest = volume.counts.findLastIndex((count) => count > 0);
  const whole = Math.max(0, oldest) + weekOf(day) - volume.week;
  const weeks = Math.max(FEWEST_WEEKS, whole + partOfWeek(day));
  return (volume.counts.reduce((left, right) => left + right, 0) * WEEKS_PER_QUARTER) / weeks;
}
