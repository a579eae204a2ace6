import { countClosed } from '../counts/quarterly-volume.ts';
import type { PromiseSettings } from '../detection-settings.ts';
import { type GroupedFold, overGroups } from '../grouped-fold.ts';
import { particularsOf } from '../particulars.ts';
import { foldRival } from './win-rate-fold.ts';
import { groupOf, groupsOfCompetitor, isGroup } from './win-rate-groups.ts';
import { type Moment, momentOf, momentSchema } from './win-rate-moment.ts';
import { TEAM, teamIn, type WinRateState } from './win-rate-state.ts';

/**
 * Tells when deals against a competitor are lost more often than they used to be: docs/decisions/0018-win-rate.md. Its clock counts the
 * deals closed against that competitor, so it sees a fall that shares of all deals hide: where a competitor is met
 * less often, and beaten less often still.
 */
export const winRateGroups: GroupedFold<WinRateState, Moment, PromiseSettings> = {
  moment: momentSchema,
  groupOf,
  groupsOfCompetitor,
  isGroup,
  teamItems: () => [TEAM],
  atMoment(states, closing, settings) {
    const team = teamIn(states, closing);
    const { week, closedWeek } = particularsOf(closing);
    team.closed += 1;
    if (closing.competitor !== undefined) countClosed(team.against, week, closedWeek);
    return momentOf(team, closing, settings);
  },
  groupItems: (closing) => (closing.competitor === undefined ? [] : [groupOf(closing)]),
  foldGroup: foldRival,
};

export const winRate = overGroups(winRateGroups);
