import * as z from 'zod';
import type { Closing } from '../closing.ts';
import { tickTwoWeeksBefore } from '../counts/daily-ticks.ts';
import { quarterlyVolume } from '../counts/quarterly-volume.ts';
import type { PromiseSettings } from '../detection-settings.ts';
import { particularsOf } from '../particulars.ts';
import { dayOf } from '../week.ts';
import type { TeamState } from './loss-surge-state.ts';
import { isActive } from './team-clock.ts';

/**
 * All that the patterns of a closing need to know of the team, as it was when the closing was first reported. It is kept
 * with the closing, so that a part of the ledger can be folded again and comes to the same, also under other settings.
 */
export const momentSchema = z
  .object({
    /** The tick that the closing took; for one that is history, the last tick before it. */
    tick: z.int().nonnegative(),
    /** n: closed deals older than the guard, this one included if it is history. */
    closedBefore: z.int().nonnegative(),
    /** N_q/B: where an alarm would be for a level with the whole budget; see level-budget.ts. */
    wholeThreshold: z.number(),
    /** B, for the figures of a detection. */
    falseAlarmsPerQuarter: z.number(),
    /** May anything alarm? */
    isActive: z.boolean(),
    /** Was it back-dated or part of a bulk load? Then it took no tick, and is history only. */
    isHistory: z.boolean(),
    /** The tick two weeks before: what was so then and still is has lasted. A loss that was kept before this was asked has none. */
    tickTwoWeeksAgo: z.int().nonnegative().optional(),
  })
  .readonly();

export type Moment = z.infer<typeof momentSchema>;

/** @param team the team after the closing was counted. */
export function momentOf(team: Readonly<TeamState>, closing: Closing, settings: PromiseSettings): Moment {
  const { day, isHistory } = particularsOf(closing);
  return {
    tick: team.tick,
    closedBefore: team.closed.older,
    wholeThreshold: wholeThresholdOf(team, day, settings),
    falseAlarmsPerQuarter: settings.falseAlarmsPerQuarter,
    isActive: isActive(team),
    isHistory,
    tickTwoWeeksAgo: tickTwoWeeksBefore(team.tick, team.lately, day),
  };
}

/** @param at milliseconds since 1970, no earlier than the last closing. */
export const tickTwoWeeksAgo = (team: Readonly<TeamState>, at: number): number =>
  tickTwoWeeksBefore(team.tick, team.lately, dayOf(at));

/** N_q/B at the end of `day` (days since 1970-01-01). */
export function wholeThresholdOf(team: Readonly<TeamState>, day: number, settings: PromiseSettings): number {
  const volume = quarterlyVolume(team.volume, day);
  return (volume * (settings.caution ?? 1)) / settings.falseAlarmsPerQuarter;
}
