import type { Closing } from './closing.ts';
import { withTick } from './daily-ticks.ts';
import { atWeek, countedBefore, countedNow, total } from './guarded-count.ts';
import { isHistory } from './history.ts';
import type { TeamState } from './loss-surge-state.ts';
import { inItsMonth } from './monthly-counts.ts';
import { withClosed } from './quarterly-volume.ts';
import { closedWeek, dayOf, recordedWeek } from './week.ts';

/** Below this there is no "usual", and no alarm. History counts, whenever it was loaded. */
export const ACTIVATION = 30;

/** The team after one more closed deal. History does not move the clock. */
export function withClosing(team: TeamState, closing: Closing): TeamState {
  const week = recordedWeek(closing);
  const history = isHistory(closing);
  const closed = atWeek(team.closed, week);
  return {
    kind: 'team',
    tick: history ? team.tick : team.tick + 1,
    closed: history ? countedBefore(closed) : countedNow(closed),
    volume: withClosed(team.volume, week, closedWeek(closing)),
    lately: history ? team.lately : withTick(team.lately, dayOf(closing.recordedAt)),
    months: inItsMonth(team.months, closing),
  };
}

export function isActive(team: TeamState): boolean {
  return total(team.closed) >= ACTIVATION;
}
