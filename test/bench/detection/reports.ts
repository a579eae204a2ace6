import type { Conditions } from './conditions.ts';
import { ACCOUNTS, COMPETITORS, drawn, FIRST_DAY, REASONS, SEGMENTS } from './made-up-team.ts';
import { DAYS_A_MONTH, seasonOf } from './season.ts';

/** One closed deal as it is reported. Competitor, reason and so on are places in the lists of the made-up team. */
export interface Report {
  /** When it was recorded, milliseconds since 1970. */
  readonly at: number;
  /** The day it was closed, days since 1970-01-01. */
  readonly closedOn: number;
  readonly won: boolean;
  readonly competitor: number;
  readonly reason: number;
  readonly segment: number;
  readonly rep: number;
  readonly account: number;
}

/** A competitor, maybe in one segment only, wins `times` as often from `day` on, counted from the first day. */
export interface Surge {
  readonly competitor: number;
  readonly segment: number | null;
  readonly times: number;
  readonly day: number;
}

export const DAY_MS = 86_400_000;
const BATCH = { chance: 0.1, minutesBetween: 2 } as const;
const DELAY = { chance: 0.3, meanDays: 10 } as const;
/** Two wins for three losses. */
const WINS_A_LOSS = 2 / 3;

/**
 * The reports of one made-up team, in the order in which they were recorded. Deals are lost at random moments and
 * independently of each other; what a surge brings comes on top of what would have been lost anyway.
 */
export function reportsOf(team: {
  readonly conditions: Conditions;
  readonly lossesAMonth: number;
  readonly days: number;
  readonly random: () => number;
  readonly surge?: Surge | undefined;
}): readonly Report[] {
  const { conditions, random, surge } = team;
  const reports: Report[] = [];

  function report(day: number, one: Pick<Report, 'won' | 'competitor' | 'segment'>): void {
    const late = conditions.delays && random() < DELAY.chance ? exponential(random) * DELAY.meanDays : 0;
    const at = Math.floor((FIRST_DAY + day + late) * DAY_MS);
    const reason = drawn(REASONS, random);
    const rep = Math.floor(random() * conditions.reps);
    const copies = conditions.batches && random() < BATCH.chance ? 1 + Math.floor(random() * 2) : 0;
    for (let copy = 0; copy <= copies; copy += 1) {
      const account = Math.floor(random() * ACCOUNTS.length);
      const recorded = at + copy * BATCH.minutesBetween * 60_000;
      reports.push({ ...one, at: recorded, closedOn: FIRST_DAY + Math.floor(day), reason, rep, account });
    }
  }

  for (let day = 0; day < team.days; day += 1) {
    const season = conditions.seasons ? seasonOf(day, conditions.history) : 1;
    const rate = (team.lossesAMonth / DAYS_A_MONTH) * season;
    for (const time of moments(rate, random)) {
      const competitor = drawn(COMPETITORS, random);
      report(day + time, { won: false, competitor, segment: drawn(SEGMENTS, random) });
    }
    if (conditions.wins) {
      for (const time of moments(rate * WINS_A_LOSS, random)) {
        report(day + time, { won: true, competitor: 0, segment: drawn(SEGMENTS, random) });
      }
    }
    if (surge !== undefined && day >= surge.day) {
      const { competitor, segment, times } = surge;
      const share =
        (COMPETITORS.shares[competitor] ?? 0) * (segment === null ? 1 : (SEGMENTS.shares[segment] ?? 0));
      for (const time of moments(rate * share * (times - 1), random)) {
        report(day + time, { won: false, competitor, segment: segment ?? drawn(SEGMENTS, random) });
      }
    }
  }
  return reports.sort((one, other) => one.at - other.at);
}

/** The moments of a Poisson process with this rate a day, within one day. */
function moments(rate: number, random: () => number): readonly number[] {
  const times: number[] = [];
  for (let time = exponential(random) / rate; time < 1; time += exponential(random) / rate) times.push(time);
  return times;
}

/** With mean 1. */
function exponential(random: () => number): number {
  return -Math.log(1 - random());
}
