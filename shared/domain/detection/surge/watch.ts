import { olderIn, total } from '../counts/guarded-count.ts';
import type { Pattern } from '../detection.ts';
import type { PromiseSettings } from '../detection-settings.ts';
import { running } from '../epoch.ts';
import { strengthAfter } from '../key/e-detector.ts';
import { wilsonInterval } from '../key/wilson.ts';
import { patternOf } from '../pattern-key.ts';
import { dayOf, weekOf } from '../week.ts';
import { currentRun } from './current-run.ts';
import { thresholdOf } from './level-budget.ts';
import { type LossSurgeState, RHOS, TEAM } from './loss-surge-state.ts';
import { tickTwoWeeksAgo, wholeThresholdOf } from './moment.ts';
import { isResolved, type RecoveryNow, recoveryNow } from './resolved.ts';
import { isActive } from './team-clock.ts';
import { wayToThreshold } from './way-to-threshold.ts';

/** 95 % between both ends. */
const BOTH_ENDS = 1.96;

/** How a watched pattern stands now. */
interface WatchedPattern {
  readonly pattern: Pattern;
  readonly key: string;
  /** (a + 1/2) / (n + 1): the share of closed deals before the guard. */
  readonly usualShare: number;
  /** Where the share before the guard lies with 95 % confidence. */
  readonly usualBetween: readonly [number, number];
  /** Matching losses in the current run, and closed deals since it began; both 0 where no run is on. */
  readonly matches: number;
  readonly of: number;
  /** M after all deals that closed since the last match. */
  readonly strength: number;
  /** A: where an alarm is. */
  readonly threshold: number;
  /** The day on which the last match was recorded, days since 1970-01-01 UTC. The deal may have closed earlier. */
  readonly lastMatchOn: number;
  /** Does an alert of its own take in what happens? */
  readonly epochRunning: boolean;
  /** How its share does since its last alarm; null before one, and when it had come back for good. */
  readonly recovery: RecoveryNow | null;
}

export interface Watch {
  /** Are there enough closed deals for an alarm? */
  readonly isActive: boolean;
  /** Closed deals so far, history included. */
  readonly closedDeals: number;
  readonly patterns: readonly WatchedPattern[];
}

/** Reads the states of the loss-surge fold as they stand at `now`, the pattern nearest to its threshold first. */
export function watched(
  items: ReadonlyMap<string, LossSurgeState>,
  settings: PromiseSettings,
  now: number,
): Watch {
  const team = items.get(TEAM);
  if (team?.kind !== 'team') return { isActive: false, closedDeals: 0, patterns: [] };
  const day = dayOf(now);
  const wholeThreshold = wholeThresholdOf(team, day, settings);
  const closed = olderIn(team.closed, weekOf(day));
  const twoWeeksAgo = tickTwoWeeksAgo(team, now);
  const patterns = [...items].flatMap(([key, state]) => {
    const pattern = patternOf(key);
    if (state.kind !== 'pattern' || pattern === undefined) return [];
    const { usual, matches, of } = currentRun(team, state, weekOf(day));
    const gap = team.tick - state.tick;
    return [
      {
        pattern,
        key,
        usualShare: usual.share,
        usualBetween: wilsonInterval(usual.share, closed + 1, BOTH_ENDS),
        matches,
        of,
        strength: strengthAfter(RHOS, state.rs, gap, usual),
        threshold: thresholdOf(pattern, wholeThreshold),
        lastMatchOn: state.today.day,
        epochRunning: !isResolved(state, twoWeeksAgo) && running(state.epoch, now)?.standing === 'reported',
        recovery: recoveryNow(state, team, day),
      },
    ];
  });
  return {
    isActive: isActive(team),
    closedDeals: total(team.closed),
    patterns: patterns.sort((a, b) => wayToThreshold(b) - wayToThreshold(a) || (a.key < b.key ? -1 : 1)),
  };
}
