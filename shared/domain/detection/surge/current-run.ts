import { olderIn } from '../counts/guarded-count.ts';
import { type Baseline, baseline } from '../key/baseline.ts';
import { runIsOver } from '../key/key-match.ts';
import { type PatternState, RHOS, type TeamState } from './loss-surge-state.ts';

/** What is usual for a pattern, and the run that is on; matches and deals are 0 where none is. */
export interface CurrentRun {
  readonly usual: Baseline;
  readonly matches: number;
  /** Closed deals since the run began. */
  readonly of: number;
}

/** @param week the week at which what is usual is judged, no earlier than that of the last closing. */
export function currentRun(team: TeamState, state: PatternState, week: number): CurrentRun {
  const usual = baseline(
    olderIn(state.matched, week),
    olderIn(state.advanced, week),
    olderIn(team.closed, week),
  );
  const over = runIsOver(state, team.tick - state.tick, RHOS, usual.p0);
  return {
    usual,
    matches: over ? 0 : state.run.matches,
    of: over ? 0 : team.tick - state.run.start + 1,
  };
}
