import * as z from 'zod';
import type { Closing } from '../closing.ts';
import { dailyTicksSchema, noTicks } from '../counts/daily-ticks.ts';
import { guardedCountSchema, newGuardedCount } from '../counts/guarded-count.ts';
import { monthlyCountsSchema, noMonths } from '../counts/monthly-counts.ts';
import { newWeeklyVolume, weeklyVolumeSchema } from '../counts/quarterly-volume.ts';
import { epochSchema } from '../epoch.ts';
import { keyShape, newKey } from '../key/key-state.ts';
import { particularsOf } from '../particulars.ts';
import { stateIn } from '../state-in.ts';
import { recoverySchema } from './recovery.ts';

/** The rates of the four R_j: a share that becomes 2, 3, 5 or 9 times the usual. */
export const RHOS = [2, 3, 5, 9] as const;

/** One for all patterns. Every closing touches it. */
const teamStateSchema = z.object({
  kind: z.literal('team'),
  /** The clock: closed deals so far, in ledger order, without back-dated ones. */
  tick: z.int().nonnegative(),
  /** All closed deals, back-dated ones included; its `older` is n. */
  closed: guardedCountSchema,
  volume: weeklyVolumeSchema,
  /** The steps of the clock on the last days: they tell what has lasted for two weeks. */
  lately: dailyTicksSchema,
  /** All closed deals by month. */
  months: monthlyCountsSchema,
});

/** One per pattern. Below 1 KB in the table, so that writing it costs one unit. */
const patternStateSchema = z.object({
  kind: z.literal('pattern'),
  ...keyShape(RHOS.length),
  /** Of `matched` those that advanced the key, or may have: of back-dated ones nobody knows. */
  advanced: guardedCountSchema,
  epoch: epochSchema.nullable(),
  /** Since the latest alarm; null before it, and when the share had come back for two weeks. */
  recovery: recoverySchema.nullable(),
  /** Matches by month, those that one rep adds on one day as one. */
  months: monthlyCountsSchema,
});

export const lossSurgeStateSchema = z.discriminatedUnion('kind', [teamStateSchema, patternStateSchema]);

export type TeamState = z.infer<typeof teamStateSchema>;
export type PatternState = z.infer<typeof patternStateSchema>;
export type LossSurgeState = z.infer<typeof lossSurgeStateSchema>;

/** The name of the team's item. No pattern has this name: theirs all contain `=`. */
export const TEAM = 'team';

/** The team's state; a new one where nothing was closed before. */
export function teamIn(states: Map<string, LossSurgeState>, closing: Closing): TeamState {
  const state = stateIn(states, TEAM, newTeam, closing);
  if (state.kind !== 'team') throw new Error(`The item ${TEAM} holds the state of a pattern.`);
  return state;
}

/** The state of a pattern; a new one where nothing matched before. */
export function patternIn(states: Map<string, LossSurgeState>, key: string, closing: Closing): PatternState {
  const state = stateIn(states, key, newPattern, closing);
  if (state.kind !== 'pattern') throw new Error(`The item ${key} holds the state of the team.`);
  return state;
}

function newTeam(closing: Closing): TeamState {
  const { day, week, month } = particularsOf(closing);
  return {
    kind: 'team',
    tick: 0,
    closed: newGuardedCount(week),
    volume: newWeeklyVolume(week),
    lately: noTicks(day),
    months: noMonths(month),
  };
}

const newPattern = (closing: Closing): PatternState => ({
  kind: 'pattern',
  ...newKey(closing, RHOS.length),
  advanced: newGuardedCount(particularsOf(closing).week),
  epoch: null,
  recovery: null,
  months: noMonths(particularsOf(closing).month),
});
