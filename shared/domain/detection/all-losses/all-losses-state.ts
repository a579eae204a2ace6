import * as z from 'zod';
import type { Closing } from '../closing.ts';
import { gatesSchema, newGates } from '../key/gates.ts';
import { particularsOf } from '../particulars.ts';
import { daysRunSchema, noDaysRun } from './losses-run.ts';
import { officeWeekOf } from './office-week.ts';
import { LOSS_RHOS, NO_R } from './weekly-e-detector.ts';
import { noLosses, weeklyLossesSchema } from './weekly-losses.ts';

/** Reps of today that are remembered; a batch is logged in one go, so its rep is among the latest. */
export const REMEMBERED_REPS = 12;

/** All losses of a team together: one item, about 1.1 KB as JSON. */
export const allLossesStateSchema = z.object({
  /** The day that the state has come to, days since 1970-01-01 UTC. */
  day: z.int(),
  /** Losses that count, by the day they were reported; history by the day it was closed. */
  weeks: weeklyLossesSchema,
  /** How many losses those are with what reps added beyond what counts, and without; what is older weighs less. */
  reported: z.number().nonnegative(),
  counted: z.number().nonnegative(),
  /** What was laid down when the week began; null where nobody knew what is usual: then it says nothing. */
  week: z
    .object({
      /** phi. */
      dispersion: z.number(),
      /** Losses that are usual in it. */
      perWeek: z.number(),
    })
    .nullable(),
  /** How many losses each rep has added today: short hash and number, the latest last. */
  reps: z.array(z.tuple([z.int(), z.int()])).max(REMEMBERED_REPS),
  /** ln R for each rate. */
  logs: z.array(z.number()).length(LOSS_RHOS.length),
  gates: gatesSchema,
  run: daysRunSchema,
  /** The stretch of 30 days in which all alarms are one story, see epoch.ts. */
  epoch: z.object({ seq: z.int(), until: z.number() }).readonly().nullable(),
});

export type AllLossesState = z.infer<typeof allLossesStateSchema>;

/** A team before its first loss. Its first week is under way, so it is not judged. */
export function beforeLosses(closing: Closing): AllLossesState {
  const { day } = particularsOf(closing);
  return {
    day,
    weeks: noLosses(officeWeekOf(day)),
    reported: 0,
    counted: 0,
    week: null,
    reps: [],
    logs: LOSS_RHOS.map(() => NO_R),
    gates: newGates(),
    run: noDaysRun(),
    epoch: null,
  };
}
