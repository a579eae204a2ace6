import { createRandom } from '../../../infra/local/demo/random.ts';
import type { BenchOptions } from './bench-options.ts';
import type { Conditions } from './conditions.ts';
import { type Report, reportsOf } from './reports.ts';
import type { SURGES, Volume } from './targets.ts';

/** Days in which alarms count: four quarters. */
export const WATCHED_DAYS = 364;
/** Days after the beginning of a surge in which it must be seen. */
export const FOLLOWED_DAYS = 400;
/** The fourth competitor has a share of 8 %. */
export const SURGING = 3;

const TEAMS: Readonly<Record<Volume, number>> = { 10: 200, 40: 100, 200: 50, 1000: 16 };
const QUICK = 10;

export const teamsOf = (volume: Volume, { teams, quick }: BenchOptions): number =>
  teams ?? Math.ceil(TEAMS[volume] / (quick ? QUICK : 1));

/** Every team has random numbers of its own, the same in every run, whatever else is run. */
function randomOf(seed: number, cell: string, team: number): () => number {
  let mixed = seed;
  for (const letter of `${cell} ${team}`) mixed = Math.imul(mixed ^ letter.charCodeAt(0), 0x01000193);
  return createRandom(mixed).next;
}

/** A team to which nothing happens. */
export function quietTeam(seed: number, volume: Volume, conditions: Conditions, team: number) {
  const random = randomOf(seed, `${volume} ${conditions.name}`, team);
  const lossesAMonth = conditions.crowd * volume;
  return reportsOf({ conditions, lossesAMonth, days: conditions.history + WATCHED_DAYS, random });
}

/** A team to which a surge happens, 60 to 120 days into the watch. */
export function surgingTeam(
  seed: number,
  volume: Volume,
  conditions: Conditions,
  { name, times, segment }: (typeof SURGES)[number],
  team: number,
): { readonly reports: readonly Report[]; readonly day: number } {
  const random = randomOf(seed, `${volume} ${name}`, team);
  const day = conditions.history + 60 + Math.floor(60 * random());
  const surge = { competitor: SURGING, segment, times, day };
  const days = day + FOLLOWED_DAYS;
  return { reports: reportsOf({ conditions, lossesAMonth: volume, days, random, surge }), day };
}
