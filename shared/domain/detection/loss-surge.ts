import type { Step } from '../projection.ts';
import type { Closing } from './closing.ts';
import type { Detection } from './detection.ts';
import { foldPatterns } from './fold-patterns.ts';
import { type LossSurgeState, TEAM, teamIn } from './loss-surge-state.ts';
import type { Match } from './match.ts';
import { type LossSurgeSettings, momentOf } from './moment.ts';
import { keyOf, patternsOf } from './pattern-key.ts';
import { withClosing } from './team-clock.ts';

/**
 * Tells when a pattern takes a larger share of closed deals than it used to: DETECTION.md section 2.
 * A fold over closings in ledger order, with one small item for the team and one for each pattern. Each loss is kept
 * with its moment, for the day on which a correction asks to fold its patterns again.
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
  ): Step<LossSurgeState, Detection, Match> {
    const team = withClosing(teamIn(items, closing), closing);
    const moment = momentOf(team, closing, settings);
    const { states, facts } = foldPatterns(items, closing, moment);
    return {
      changed: new Map([[TEAM, team], ...states]),
      facts,
      kept: closing.result === 'lost' ? [{ closing, moment }] : [],
    };
  },
};
