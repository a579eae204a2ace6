import { type Baseline, baseline } from './baseline.ts';
import { atWeek } from './guarded-count.ts';
import type { PatternState, TeamState } from './loss-surge-state.ts';
import { isOver } from './run.ts';

/** What is usual for a pattern, and the run that is on; matches and deals are 0 where none is. */
export interface CurrentRun {
  readonly usual: Baseline;
  readonly matches: number;
  /** Closed deals since the run began. */
  readonly of: number;
}

/** @param week the week at which what is usual is judged, no earlier than that of the last closing. */
export function currentRun(team: TeamState, state: PatternState, week: number): CurrentRun {
  const [matched, advanced, closed] = [state.matched, state.advanced, team.closed].map(
    (counted) => atWeek(counted, week).older,
  );
  const usual = baseline(matched ?? 0, advanced ?? 0, closed ?? 0);
  const over = isOver(state.run, team.tick - state.tick, usual.p0);
  return {
    usual,
    matches: over ? 0 : state.run.matches,
    of: over ? 0 : team.tick - state.run.start + 1,
  };
}
