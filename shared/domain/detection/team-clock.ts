import type { Closing } from './closing.ts';
import { addTick } from './daily-ticks.ts';
import { countBefore, countNow, passToWeek, total } from './guarded-count.ts';
import type { TeamState } from './loss-surge-state.ts';
import { countInMonth } from './monthly-counts.ts';
import { particularsOf } from './particulars.ts';
import { countClosed } from './quarterly-volume.ts';

/** Below this there is no "usual", and no alarm. History counts, whenever it was loaded. */
export const ACTIVATION = 30;

/** One more closed deal. History does not move the clock. */
export function takeClosing(team: TeamState, closing: Closing): void {
  const now = particularsOf(closing);
  passToWeek(team.closed, now.week);
  if (now.isHistory) {
    countBefore(team.closed);
  } else {
    team.tick += 1;
    countNow(team.closed);
    addTick(team.lately, now.day);
  }
  countClosed(team.volume, now.week, now.closedWeek);
  countInMonth(team.months, now);
}

export function isActive(team: Readonly<TeamState>): boolean {
  return total(team.closed) >= ACTIVATION;
}
