import { olderIn } from '../counts/guarded-count.ts';
import { dealsInYear, dealsPerQuarter } from '../counts/year-of-deals.ts';
import type { PromiseSettings } from '../detection-settings.ts';
import { running } from '../epoch.ts';
import { strengthAfter } from '../key/e-detector.ts';
import { runIsOver } from '../key/key-match.ts';
import { wilsonInterval } from '../key/wilson.ts';
import { patternOf } from '../pattern-key.ts';
import { wayToThreshold } from '../surge/way-to-threshold.ts';
import { dayOf, weekOf } from '../week.ts';
import { type RivalStanding, standingOf, usualLosses } from './win-rate-fold.ts';
import { conditionsOf, thresholdOf } from './win-rate-moment.ts';
import { RHOS, type RivalState, TEAM, type WinRateState } from './win-rate-state.ts';

/** 95 % between both ends. */
const BOTH_ENDS = 1.96;
/** With fewer deals in the year a rate says nothing. */
export const FEWEST_FOR_RATE = 5;

/** How the win rate against a competitor stands now. */
export interface WatchedRival {
  readonly competitor: string;
  /** Deals of the last 52 weeks. */
  readonly won: number;
  readonly lost: number;
  /** The part of them that was won, and where it lies with 95 % confidence; absent below five deals. */
  readonly winRate: number | undefined;
  readonly between: readonly [number, number] | undefined;
  /** Losses in the current run, and deals closed against it since that began; both 0 where no run is on. */
  readonly losses: number;
  readonly of: number;
  readonly perQuarter: number;
  readonly standing: RivalStanding;
  /** M after all deals that were closed against it since the last loss. */
  readonly strength: number;
  /** A: where an alarm is. */
  readonly threshold: number;
  /** Does an alert take in what happens? */
  readonly epochRunning: boolean;
}

/** Reads the states of the win-rate fold as they stand at `now`: the one nearest to an alarm first, then the one most met. */
export function watchedRivals(
  items: ReadonlyMap<string, WinRateState>,
  settings: PromiseSettings,
  now: number,
): readonly WatchedRival[] {
  const team = items.get(TEAM);
  if (team?.kind !== 'team') return [];
  const conditions = conditionsOf(team, dayOf(now), settings);
  const rivals = [...items].flatMap(([key, state]) => {
    const competitor = patternOf(key)?.competitor;
    if (state.kind !== 'rival' || typeof competitor !== 'string') return [];
    const perQuarter = dealsPerQuarter(state.year, dayOf(now));
    return [
      { competitor, ...standsAt(state, now), perQuarter, threshold: thresholdOf(conditions, perQuarter) },
    ];
  });
  const near = (rival: WatchedRival) => (rival.standing === 'watched' ? wayToThreshold(rival) : 0);
  return rivals
    .map(({ before, p0, ...rival }) => ({ ...rival, standing: standingOf(rival.perQuarter, before, p0) }))
    .sort(
      (a, b) =>
        near(b) - near(a) || b.won + b.lost - a.won - a.lost || (a.competitor < b.competitor ? -1 : 1),
    );
}

function standsAt(state: RivalState, now: number) {
  const week = weekOf(dayOf(now));
  const before = olderIn(state.closed, week);
  const usual = usualLosses(olderIn(state.matched, week), before);
  const { won, lost } = dealsInYear(state.year, week);
  const deals = won + lost;
  const hasRate = deals >= FEWEST_FOR_RATE;
  const gap = state.clock - state.tick;
  const over = runIsOver(state, gap, RHOS, usual.p0);
  return {
    won,
    lost,
    winRate: hasRate ? won / deals : undefined,
    between: hasRate ? wilsonInterval(won / deals, deals, BOTH_ENDS) : undefined,
    losses: over ? 0 : state.run.matches,
    of: over ? 0 : state.clock - state.run.start + 1,
    strength: strengthAfter(RHOS, state.rs, gap, usual),
    epochRunning: running(state.epoch, now) !== null,
    before,
    p0: usual.p0,
  };
}
