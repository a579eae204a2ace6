import * as z from 'zod';
import type { Closing } from '../closing.ts';
import { guardedCountSchema, newGuardedCount } from '../counts/guarded-count.ts';
import { newWeeklyVolume, weeklyVolumeSchema } from '../counts/quarterly-volume.ts';
import { newYear, yearOfDealsSchema } from '../counts/year-of-deals.ts';
import { keyShape, newKey } from '../key/key-state.ts';
import { particularsOf } from '../particulars.ts';
import { stateIn } from '../state-in.ts';

/** The rates of the three R_j: the odds of losing become 2, 3 or 5 times the usual. */
export const RHOS = [2, 3, 5] as const;

/** One for all competitors. Every closing touches it. */
const teamStateSchema = z.object({
  kind: z.literal('team'),
  /** All closed deals so far, history included. */
  closed: z.int().nonnegative(),
  /** Those with a competitor that counts. */
  against: weeklyVolumeSchema,
});

/** One for each competitor. Below 1 KB as JSON, so that writing it costs one unit. */
const rivalStateSchema = z.object({
  kind: z.literal('rival'),
  ...keyShape(RHOS.length),
  /** The stretch of 30 days in which all alarms are one story, see epoch.ts. */
  epoch: z.object({ seq: z.int(), until: z.number() }).readonly().nullable(),
  /** The clock: deals closed against it so far, in ledger order, without back-dated ones. */
  clock: z.int().nonnegative(),
  /** All deals closed against it, back-dated ones included; its `older` is n. */
  closed: guardedCountSchema,
  year: yearOfDealsSchema,
});

export const winRateStateSchema = z.discriminatedUnion('kind', [teamStateSchema, rivalStateSchema]);

export type TeamState = z.infer<typeof teamStateSchema>;
export type RivalState = z.infer<typeof rivalStateSchema>;
export type WinRateState = z.infer<typeof winRateStateSchema>;

/** The name of the team's item. No competitor has it: their names all contain `=`. */
export const TEAM = 'team';

/** The team's state; a new one where nothing was closed before. */
export function teamIn(states: Map<string, WinRateState>, closing: Closing): TeamState {
  const state = stateIn(states, TEAM, newTeam, closing);
  if (state.kind !== 'team') throw new Error(`The item ${TEAM} holds the state of a competitor.`);
  return state;
}

/** The state of a competitor; a new one where nothing was closed against it before. */
export function rivalIn(states: Map<string, WinRateState>, key: string, closing: Closing): RivalState {
  const state = stateIn(states, key, newRival, closing);
  if (state.kind !== 'rival') throw new Error(`The item ${key} holds the state of the team.`);
  return state;
}

const newTeam = (closing: Closing): TeamState => ({
  kind: 'team',
  closed: 0,
  against: newWeeklyVolume(particularsOf(closing).week),
});

function newRival(closing: Closing): RivalState {
  const { week } = particularsOf(closing);
  return {
    kind: 'rival',
    ...newKey(closing, RHOS.length),
    epoch: null,
    clock: 0,
    closed: newGuardedCount(week),
    year: newYear(week),
  };
}
