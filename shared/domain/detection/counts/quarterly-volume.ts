import * as z from 'zod';
import { partOfWeek, weekOf } from '../week.ts';
import { countAt, newRing, oldestAge, turn } from './ring.ts';

const WEEKS_PER_YEAR = 52;
export const WEEKS_PER_QUARTER = 13;
/** A few busy days are not yet a rate. */
export const FEWEST_WEEKS = 4;

/** Closed deals per week of the last year, by the day they were closed: a bulk load tells how busy the team was. */
export const weeklyVolumeSchema = z.object({
  /** The week of `counts[0]`. */
  week: z.int(),
  counts: z.array(z.int().nonnegative()).length(WEEKS_PER_YEAR),
  /** Their sum. */
  total: z.int().nonnegative(),
});

export type WeeklyVolume = z.infer<typeof weeklyVolumeSchema>;

export const newWeeklyVolume = (week: number): WeeklyVolume => ({
  week,
  counts: newRing(WEEKS_PER_YEAR),
  total: 0,
});

/** One more deal, closed in `closed`, seen in `week`. What was closed more than a year ago leaves no trace. */
export function countClosed(volume: WeeklyVolume, week: number, closed: number): void {
  if (week > volume.week) {
    volume.total -= turn(volume.counts, week - volume.week);
    volume.week = week;
  }
  if (countAt(volume.counts, volume.week - closed)) volume.total += 1;
}

/**
 * N_q: closed deals per quarter of 13 weeks, at the end of `day`.
 *
 * The time observed runs from the Monday of the oldest week of the year that has a deal. The first deal ever would be
 * no better start: one mistyped year would then look like a long quiet history, and lower the threshold for a year.
 */
export function quarterlyVolume({ week, counts, total }: Readonly<WeeklyVolume>, day: number): number {
  const whole = Math.max(0, oldestAge(counts)) + weekOf(day) - week;
  const weeks = Math.max(FEWEST_WEEKS, whole + partOfWeek(day));
  return (total * WEEKS_PER_QUARTER) / weeks;
}
