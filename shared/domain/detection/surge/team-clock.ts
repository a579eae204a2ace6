import type { Closing } from '../closing.ts';
import { addTick } from '../counts/daily-ticks.ts';
import { countBefore, countNow, passToWeek, total } from '../counts/guarded-count.ts';
import { countInMonth } from '../counts/monthly-counts.ts';
import { countClosed } from '../counts/quarterly-volume.ts';
import { particularsOf } from '../particulars.ts';
import type { TeamState } from './loss-surge-state.ts';

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
