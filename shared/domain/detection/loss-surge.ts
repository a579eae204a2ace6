import type { Step } from '../projection.ts';
import type { Closing } from './closing.ts';
import type { Detection } from './detection.ts';
import { strengthOf } from './e-detector.ts';
import { areOpen } from './gates.ts';
import { type LossSurgeState, patternIn, TEAM, type TeamState, teamIn } from './loss-surge-state.ts';
import { keyOf, patternsOf } from './pattern-key.ts';
import { withHistory, withLoss } from './pattern-match.ts';
import { quarterlyVolume } from './quarterly-volume.ts';
import { type Sighting, told } from './surge-report.ts';
import { isActive, withClosing } from './team-clock.ts';
import { dayOf, isBackDated } from './week.ts';

export interface LossSurgeSettings {
  /** B: false alarms that the team accepts per quarter, over all patterns together. Usually 0.5, 1 or 3. */
  readonly falseAlarmsPerQuarter: number;
  /** What A is multiplied by when the team's own count of false alarms says that the promise is not kept. Default 1. */
  readonly caution?: number | undefined;
}

/** m: every loss belongs to at most this many patterns, one per level. */
const LEVELS = 4;

/**
 * Tells when a pattern takes a larger share of closed deals than it used to: DETECTION.md section 2.
 * A fold over closings in ledger order, with one small item for the team and one for each pattern.
 */
export const lossSurge = {
  /** The names of the items that this closing reads and changes: one for a win, at most five for a loss. */
  touches(closing: Closing): readonly string[] {
    return [TEAM, ...patternsOf(closing).map(keyOf)];
  },

  fold(
    items: ReadonlyMap<string, LossSurgeState>,
    closing: Closing,
    settings: LossSurgeSettings,
  ): Step<LossSurgeState, Detection> {
    const team = withClosing(teamIn(items, closing), closing);
    const changed = new Map<string, LossSurgeState>([[TEAM, team]]);

    if (isBackDated(closing)) {
      for (const key of patternsOf(closing).map(keyOf)) {
        changed.set(key, withHistory(patternIn(items, key, closing), closing));
      }
      return { changed, facts: [] };
    }

    const threshold = thresholdOf(team, dayOf(closing.recordedAt), settings);
    const sightings = patternsOf(closing).map((pattern): Sighting => {
      const key = keyOf(pattern);
      const { pattern: state, usual } = withLoss(patternIn(items, key, closing), closing, team);
      const strength = strengthOf(state.rs);
      const alarm = isActive(team) && strength >= threshold && areOpen(state.gates);
      return { pattern, key, state, usual, strength, alarm };
    });

    const { states, facts } = told(sightings, closing, {
      tick: team.tick,
      threshold,
      falseAlarmsPerQuarter: settings.falseAlarmsPerQuarter,
    });
    for (const [key, state] of states) changed.set(key, state);
    return { changed, facts };
  },
};

/** A = m·N_q/B at the end of `day` (days since 1970-01-01). */
export function thresholdOf(team: TeamState, day: number, settings: LossSurgeSettings): number {
  const volume = quarterlyVolume(team.volume, day);
  return (LEVELS * volume * (settings.caution ?? 1)) / settings.falseAlarmsPerQuarter;
}
