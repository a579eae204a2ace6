import * as z from 'zod';
import type { Closing } from '../closing.ts';
import { quarterlyVolume } from '../counts/quarterly-volume.ts';
import type { PromiseSettings } from '../detection-settings.ts';
import { particularsOf } from '../particulars.ts';
import { ACTIVATION } from '../surge/team-clock.ts';
import type { TeamState } from './win-rate-state.ts';

/**
 * All that a competitor's win rate needs to know of the team, as it was when the closing was first reported. It is kept
 * with the closing, so that a competitor's closings can be folded again and come to the same, also under other settings.
 */
export const momentSchema = z
  .object({
    /** N_q: deals closed against a competitor per quarter. */
    perQuarter: z.number().nonnegative(),
    /** False alarms that are accepted per quarter, over all win rates together. */
    accepted: z.number().positive(),
    /** What A is multiplied by. */
    caution: z.number().positive(),
    /** Are there enough closed deals for any alarm? */
    isActive: z.boolean(),
    /** Was it back-dated or part of a bulk load? Then it took no tick, and is history only. */
    isHistory: z.boolean(),
  })
  .readonly();

export type Moment = z.infer<typeof momentSchema>;

/** Of the false alarms that the operator accepts for all patterns, win rates may add a quarter. */
export const SHARE_OF_BUDGET = 0.25;

/** @param team the team after the closing was counted. */
export function momentOf(team: Readonly<TeamState>, closing: Closing, settings: PromiseSettings): Moment {
  const { day, isHistory } = particularsOf(closing);
  return { ...conditionsOf(team, day, settings), isHistory };
}

/** The same at the end of `day` (days since 1970-01-01), without a closing. */
export const conditionsOf = (
  team: Readonly<TeamState>,
  day: number,
  { falseAlarmsPerQuarter, caution = 1 }: PromiseSettings,
): Omit<Moment, 'isHistory'> => ({
  perQuarter: quarterlyVolume(team.against, day),
  accepted: SHARE_OF_BUDGET * falseAlarmsPerQuarter,
  caution,
  isActive: team.closed >= ACTIVATION,
});

/**
 * A = N_q / accepted.
 *
 * Why the promise holds: each competitor is a detector of its own, on the clock of the deals closed against it, with w = 1. R
 * rises by at most w in expectation at each of these deals while the odds of losing are as usual, and an alarm takes A from
 * it. So N_qX deals against X give at most N_qX / A false alarms, and all competitors together at most N_q / A = accepted,
 * however many there are and however they depend on each other.
 *
 * @param own N_qX. A correction may give a competitor deals that counted for nobody when they came, so that it has more than all
 * had then: it never gets a lower threshold than it would have alone.
 */
export const thresholdOf = (
  { perQuarter, accepted, caution }: Omit<Moment, 'isHistory'>,
  own: number,
): number => (Math.max(perQuarter, own) * caution) / accepted;
