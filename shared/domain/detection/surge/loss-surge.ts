import type { PromiseSettings } from '../detection-settings.ts';
import { type GroupedFold, overGroups } from '../grouped-fold.ts';
import { keyedPatternsOf } from '../pattern-key.ts';
import { foldPatterns } from './fold-patterns.ts';
import { type LossSurgeState, TEAM, teamIn } from './loss-surge-state.ts';
import { type Moment, momentOf, momentSchema } from './moment.ts';
import { groupOf, groupsOfCompetitor, isGroup } from './surge-groups.ts';
import { takeClosing } from './team-clock.ts';

/**
 * Tells when a pattern takes a larger share of closed deals than it used to: docs/decisions/0004-detector.md.
 * A fold over closings in ledger order, with one small item for the team and one for each pattern: one for a win, at most five
 * for a loss.
 */
export const surgeGroups: GroupedFold<LossSurgeState, Moment, PromiseSettings> = {
  moment: momentSchema,
  groupOf,
  groupsOfCompetitor,
  isGroup,
  teamItems: () => [TEAM],
  atMoment(states, closing, settings) {
    const team = teamIn(states, closing);
    takeClosing(team, closing);
    return momentOf(team, closing, settings);
  },
  groupItems: (closing) => keyedPatternsOf(closing).map(({ key }) => key),
  foldGroup: foldPatterns,
};

export const lossSurge = overGroups(surgeGroups);
