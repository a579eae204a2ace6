import * as z from 'zod';
import { LOSS_RHOS, NO_R } from './daily-e-detector.ts';
import { epochSchema } from './epoch.ts';
import { gatesSchema, shutGates } from './gates.ts';
import { daysRunSchema, noDaysRun } from './losses-run.ts';
import { weekOf } from './week.ts';
import { noProfile, weekdayProfileSchema } from './weekday-profile.ts';
import { noLosses, weeklyLossesSchema } from './weekly-losses.ts';

/** Reps of today that are remembered; a batch is logged in one go, so its rep is among the latest. */
export const REMEMBERED_REPS = 12;

/** All losses of a team together: one item, about 1.2 KB as JSON. */
export const allLossesStateSchema = z.object({
  /** The day that the state has come to, days since 1970-01-01 UTC. */
  day: z.int(),
  /** Losses that count, by the day they were reported; history by the day it was closed. */
  weeks: weeklyLossesSchema,
  weekdays: weekdayProfileSchema,
  /** How many losses were reported, and how many of them counted; what is older weighs less. */
  reported: z.number().nonnegative(),
  counted: z.number().nonnegative(),
  /** What was laid down in the morning. */
  today: z.object({
    /** Was it known what is usual? Otherwise the day says nothing. */
    isWatched: z.boolean(),
    /** phi. */
    dispersion: z.number(),
    /** Losses that one rep may add today. */
    perRep: z.int(),
    /** How many each rep has added: short hash and number, the latest last. */
    reps: z.array(z.tuple([z.int(), z.int()])).max(REMEMBERED_REPS),
  }),
  /** ln R for each rate. */
  logs: z.array(z.number()).length(LOSS_RHOS.length),
  gates: gatesSchema,
  run: daysRunSchema,
  epoch: epochSchema.nullable(),
});

export type AllLossesState = z.infer<typeof allLossesStateSchema>;

/** A day of which nobody knows what is usual: all that is lost counts, and nothing is judged. */
export const unwatched = (): AllLossesState['today'] => ({
  isWatched: false,
  dispersion: 1,
  perRep: Number.MAX_SAFE_INTEGER,
  reps: [],
});

/** A team before its first loss. */
export const beforeLosses = (day: number): AllLossesState => ({
  day,
  weeks: noLosses(weekOf(day)),
  weekdays: noProfile(),
  reported: 0,
  counted: 0,
  today: unwatched(),
  logs: LOSS_RHOS.map(() => NO_R),
  gates: shutGates(),
  run: noDaysRun(),
  epoch: null,
});
