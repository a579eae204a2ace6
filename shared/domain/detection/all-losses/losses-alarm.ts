import type { Closing } from '../closing.ts';
import type { Detection } from '../detection.ts';
import { epochEnd, running } from '../epoch.ts';
import { newGates } from '../key/gates.ts';
import type { AllLossesState } from './all-losses-state.ts';
import { evidenceOfDays } from './losses-run.ts';
import { NO_R } from './weekly-e-detector.ts';

/** The one group of all losses, its one item, and the key of its detections. */
export const ALL = 'all';

/** Days. */
export const QUARTER = 365.25 / 4;

/** A number of losses that count, as people count them: with what reps added beyond what counts. History has all of it. */
export const inDeals = ({ reported, counted }: Readonly<AllLossesState>, losses: number): number =>
  counted > 0 ? (losses * reported) / counted : losses;

/** Losses in the run, counted as people count, and how many would be usual on the same days. */
export const runInDeals = (state: Readonly<AllLossesState>) => ({
  losses: state.run.losses,
  days: state.day - state.run.start + 1,
  usual: inDeals(state, state.run.usual),
});

/**
 * What a crossing tells; the state knows of it. Within 30 days of its opening it is a repeat, and belongs to the same alert.
 * The run is not reset: an alert that is repeated goes on counting it.
 */
export function alarmOf(
  state: AllLossesState,
  { seq, recordedAt: at }: Closing,
  { strength, threshold }: { readonly strength: number; readonly threshold: number },
): Detection {
  const { seq: opened, until } = running(state.epoch, at) ?? { seq, until: epochEnd(at) };
  state.epoch = { seq: opened, until };
  state.logs.fill(NO_R);
  state.gates = newGates();
  return {
    family: 'all-losses',
    seq,
    at,
    pattern: { competitor: null, reason: null, segment: null },
    key: ALL,
    epoch: opened,
    cause: 'alarm',
    mutedBy: null,
    evidence: evidenceOfDays(state.run),
    figures: {
      kind: 'all-losses',
      ...runInDeals(state),
      strength,
      threshold,
      // R grows by 7 a week in the mean, so alarms as strong as M come by chance at most once in M days.
      oncePerQuarters: strength / QUARTER,
    },
  };
}
