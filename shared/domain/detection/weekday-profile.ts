import * as z from 'zod';
import { countAt, newRing } from './ring.ts';
import { weekOf } from './week.ts';
import { wilsonUpper } from './wilson.ts';

/** Losses by weekday, Monday first; what is older counts less. */
export const weekdayProfileSchema = z.array(z.number().nonnegative()).length(7);

export type WeekdayProfile = z.infer<typeof weekdayProfileSchema>;

export const noProfile = (): WeekdayProfile => newRing(7);

/** One-sided 80 %, as for shares. */
const Z = 0.84;
/** What a week is worth after the next one: about a year is remembered. */
const FADES = 0.98;

/** 0 for Monday. */
const weekdayOf = (day: number): number => day + 3 - 7 * weekOf(day);

export function countWeekday(profile: WeekdayProfile, day: number): void {
  countAt(profile, weekdayOf(day));
}

/** The profile a week later. Rounded, so that the state stays short. */
export const faded = (profile: readonly number[]): WeekdayProfile =>
  profile.map((count) => Math.round(count * FADES * 1000) / 1000);

/**
 * The share of a week's losses that is expected on a day: never too little for the part of the week that is over when the day ends, so
 * that a Monday on which much is logged is no surge. A team of which nothing is known yet may log a whole week's losses on
 * its Monday. The shares of a week sum to 1 in any case.
 */
export function shareOfDay(profile: readonly number[], day: number): number {
  const weekday = weekdayOf(day);
  return shareUpTo(profile, weekday) - shareUpTo(profile, weekday - 1);
}

function shareUpTo(profile: readonly number[], weekday: number): number {
  if (weekday < 0) return 0;
  if (weekday === 6) return 1;
  const total = profile.reduce((left, right) => left + right, 0);
  const upTo = profile.slice(0, weekday + 1).reduce((left, right) => left + right, 0);
  return wilsonUpper((upTo + 0.5) / (total + 1), total + 1, Z);
}
