import { createRandom } from '../../../infra/local/demo/random.ts';
import type { Closing } from '../../../shared/domain/detection/closing.ts';
import { lossSurge } from '../../../shared/domain/detection/surge/loss-surge.ts';
import type { LossSurgeState } from '../../../shared/domain/detection/surge/loss-surge-state.ts';
import { closingOfReport } from './closing-of-report.ts';
import { CONDITIONS } from './conditions.ts';
import { profiled, type Share } from './cpu-profile.ts';
import { reportsOf } from './reports.ts';
import { DAYS_A_MONTH } from './season.ts';

const SIZES = [1_000, 10_000, 100_000, 1_000_000] as const;
const A_DAY = 200;
/** After a history of each length so many closings are timed, or as many again as are in it if those are fewer. */
const MOST_TIMED = 100_000;
/** So many are folded in each trial, so that a short history is timed as long as a long one. */
const TIMED_IN_ALL = 100_000;
/** The fastest of these counts: whatever else the machine does can only make one slower. */
const TRIALS = 5;
const MOST_FUNCTIONS = 10;

export interface Speed {
  readonly sizes: readonly {
    readonly entries: number;
    /** Closings a second where every one is a loss, and where wins are logged too. */
    readonly losses: number;
    readonly withWins: number;
  }[];
  readonly profile: readonly Share[];
}

/** How many closings a second the fold alone takes in, after histories of different length, and where the time goes. */
export async function measureSpeed(seed: number, quick: boolean): Promise<Speed> {
  const sizes = quick ? SIZES.slice(0, -1) : SIZES;
  const all = Math.max(...sizes) + MOST_TIMED;
  const losses = steadyClosings(seed, all, false);
  const withWins = steadyClosings(seed, all, true);
  // One length after the other in each trial, so that a slow moment of the machine meets all of them.
  const trials = Array.from({ length: TRIALS }, () =>
    sizes.map((entries) => ({
      losses: secondsEach(losses, entries),
      withWins: secondsEach(withWins, entries),
    })),
  );
  const fastest = (index: number, of: 'losses' | 'withWins') =>
    1 / Math.min(...trials.map((times) => times[index]?.[of] ?? Number.NaN));
  const last = losses.slice(0, TIMED_IN_ALL);
  return {
    sizes: sizes.map((entries, index) => ({
      entries,
      losses: fastest(index, 'losses'),
      withWins: fastest(index, 'withWins'),
    })),
    profile: await profiled(() => {
      for (let round = 0; round < TRIALS; round += 1) foldInto(new Map(), last);
    }, MOST_FUNCTIONS),
  };
}

/** Seconds on the processor for a closing after so many others. */
function secondsEach(closings: readonly Closing[], entries: number): number {
  const timed = Math.min(entries, MOST_TIMED);
  const rounds = Math.ceil(TIMED_IN_ALL / timed);
  let milliseconds = 0;
  for (let round = 0; round < rounds; round += 1) {
    const items = new Map<string, LossSurgeState>();
    foldInto(items, closings.slice(0, entries));
    const next = closings.slice(entries, entries + timed);
    milliseconds += cpuMillisecondsOf(() => foldInto(items, next));
  }
  return milliseconds / 1_000 / (rounds * timed);
}

/** Time on the processor, by all threads together, so that waiting for other work does not count. */
function cpuMillisecondsOf(run: () => void): number {
  const before = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

function foldInto(items: Map<string, LossSurgeState>, closings: readonly Closing[]): void {
  for (const closing of closings) lossSurge.fold(items, closing, { falseAlarmsPerQuarter: 1 });
}

function steadyClosings(seed: number, size: number, wins: boolean): readonly Closing[] {
  const conditions = { ...(CONDITIONS.find(({ name }) => name === 'steady') ?? CONDITIONS[0]), wins };
  // A tenth more days than are needed on average: then there are enough.
  const days = Math.ceil((1.1 * size) / A_DAY) + 30;
  const { next: random } = createRandom(seed);
  return reportsOf({ conditions, lossesAMonth: A_DAY * DAYS_A_MONTH, days, random })
    .slice(0, size)
    .map((report, index) => closingOfReport(report, index + 1));
}
