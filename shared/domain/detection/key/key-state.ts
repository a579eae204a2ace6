import * as z from 'zod';
import type { Closing } from '../closing.ts';
import { guardedCountSchema, newGuardedCount } from '../counts/guarded-count.ts';
import { particularsOf } from '../particulars.ts';
import { gatesSchema, newGates } from './gates.ts';
import { repDaySchema } from './rep-day.ts';
import { noRun, runSchema } from './run.ts';

/** What a detector keeps of one key, whatever its clock counts; with one R for each of its rates. */
export const keyShape = (rates: number) => ({
  /** Matching losses, back-dated ones included; its `older` is a. */
  matched: guardedCountSchema,
  /** The R_j right after `tick`, in the order of the rates. */
  rs: z.array(z.number().nonnegative()).length(rates),
  /** Tick of the last match. 0 before the first: a key that nobody has seen yet has watched from the beginning. */
  tick: z.int().nonnegative(),
  gates: gatesSchema,
  today: repDaySchema,
  run: runSchema,
});

export type KeyState = z.infer<z.ZodObject<ReturnType<typeof keyShape>>>;

/** A key before its first match, which is this closing. */
export const newKey = (closing: Closing, rates: number): KeyState => ({
  matched: newGuardedCount(particularsOf(closing).week),
  rs: Array.from({ length: rates }, () => 0),
  tick: 0,
  gates: newGates(),
  today: { day: particularsOf(closing).day, reps: [] },
  run: noRun(),
});
