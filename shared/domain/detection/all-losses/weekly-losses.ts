import * as z from 'zod';
import { countAt, newRing, sumOf, turn } from '../counts/ring.ts';
import { officeWeekOf } from './office-week.ts';
import { PHASES, type Phase, phaseOf } from './quarter-phase.ts';

/** A year, the guard included. */
const WEEKS = 52;

const counts = z.array(z.int().nonnegative()).length(WEEKS);

/** Losses by week from Sunday, see office-week.ts, the current one first, in each phase of the quarter. */
export const weeklyLossesSchema = z.object({
  /** The week of the first of each. */
  week: z.int(),
  first: counts,
  middle: counts,
  last: counts,
});

export type WeeklyLosses = z.infer<typeof weeklyLossesSchema>;

export const noLosses = (week: number): WeeklyLosses => ({
  week,
  first: newRing(WEEKS),
  middle: newRing(WEEKS),
  last: newRing(WEEKS),
});

/** Brings the counts to `week`; what is older than a year is forgotten. Time never runs back. */
export function passWeeks(losses: WeeklyLosses, week: number): void {
  if (week <= losses.week) return;
  for (const phase of PHASES) turn(losses[phase], week - losses.week);
  losses.week = week;
}

/** One more loss on a day. @returns whether it is remembered; what lies more than a year back is not. */
export const countLossOn = (losses: WeeklyLosses, day: number): boolean =>
  countAt(losses[phaseOf(day)], losses.week - officeWeekOf(day));

export const inAllPhases = ({ first, middle, last }: Readonly<WeeklyLosses>, age: number): number =>
  (first[age] ?? 0) + (middle[age] ?? 0) + (last[age] ?? 0);

export const inPhase = (losses: Readonly<WeeklyLosses>, phase: Phase, age: number): number =>
  losses[phase][age] ?? 0;

/**
 * The age in weeks of the oldest week that tells what is usual, where the earliest 2 % of the losses and their weeks do
 * not. A single loss with a mistyped year would otherwise look like a long quiet time, and the week in which a team
 * began like a slow one.
 */
export function oldestTelling(losses: Readonly<WeeklyLosses>): number {
  const total = remembered(losses);
  let earliest = 0;
  for (let age = WEEKS - 1; age >= 0; age -= 1) {
    earliest += inAllPhases(losses, age);
    if (earliest > 0 && earliest >= UNTOLD * total) return age - 1;
  }
  return -1;
}

const UNTOLD = 0.02;

/** All losses that are remembered. */
export const remembered = (losses: Readonly<WeeklyLosses>): number =>
  sumOf(losses.first) + sumOf(losses.middle) + sumOf(losses.last);
