import * as z from 'zod';
import { PHASES, type Phase, phaseOf } from './quarter-phase.ts';
import { weekOf } from './week.ts';

/** A year, the guard included. */
const WEEKS = 52;

const counts = z.array(z.int().nonnegative()).length(WEEKS).readonly();

/** Losses by week, the current one first, in each phase of the quarter. */
export const weeklyLossesSchema = z
  .object({
    /** The week of the first of each. */
    week: z.int(),
    first: counts,
    middle: counts,
    last: counts,
  })
  .readonly();

export type WeeklyLosses = z.infer<typeof weeklyLossesSchema>;

export function noLosses(week: number): WeeklyLosses {
  const none = Array.from({ length: WEEKS }, () => 0);
  return { week, first: none, middle: none, last: none };
}

/** The counts as they stand in `week`; what is older than a year is forgotten. Time never runs back. */
export function inWeek(losses: WeeklyLosses, week: number): WeeklyLosses {
  const passed = Math.min(WEEKS, week - losses.week);
  if (passed <= 0) return losses;
  const empty = Array.from({ length: passed }, () => 0);
  const moved = (old: readonly number[]) => [...empty, ...old.slice(0, WEEKS - passed)];
  return { week, first: moved(losses.first), middle: moved(losses.middle), last: moved(losses.last) };
}

/** One more loss on a day. What lies more than a year back leaves no trace. */
export function withLossOn(losses: WeeklyLosses, day: number): WeeklyLosses {
  const age = losses.week - weekOf(day);
  const phase = phaseOf(day);
  const before = losses[phase][age];
  if (before === undefined) return losses;
  return { ...losses, [phase]: losses[phase].with(age, before + 1) };
}

export const inAllPhases = (losses: WeeklyLosses, age: number): number =>
  PHASES.reduce((sum, phase) => sum + inPhase(losses, phase, age), 0);

export const inPhase = (losses: WeeklyLosses, phase: Phase, age: number): number => losses[phase][age] ?? 0;

/**
 * The age in weeks of the oldest week that tells what is usual, where the earliest 2 % of the losses and their weeks do
 * not. A single loss with a mistyped year would otherwise look like a long quiet time, and the week in which a team
 * began like a slow one.
 */
export function oldestTelling(losses: WeeklyLosses): number {
  const ages = Array.from({ length: WEEKS }, (_, age) => age);
  const total = ages.reduce((sum, age) => sum + inAllPhases(losses, age), 0);
  let earliest = 0;
  for (let age = WEEKS - 1; age >= 0; age -= 1) {
    earliest += inAllPhases(losses, age);
    if (earliest > 0 && earliest >= UNTOLD * total) return age - 1;
  }
  return -1;
}

const UNTOLD = 0.02;

/** All losses that are remembered. */
export const remembered = (losses: WeeklyLosses): number =>
  PHASES.reduce((sum, phase) => sum + losses[phase].reduce((left, right) => left + right, 0), 0);
