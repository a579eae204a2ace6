import type { Closing } from './closing.ts';
import type { Detection } from './detection.ts';
import { epochEnd, running } from './epoch.ts';
import { SHUT } from './gates.ts';
import { rivalKey } from './win-rate-groups.ts';
import type { RivalState } from './win-rate-state.ts';

interface Strength {
  /** The loss rate before the guard. */
  readonly usualShare: number;
  /** M. */
  readonly strength: number;
  /** A. */
  readonly threshold: number;
  /** False alarms that are accepted per quarter, over all win rates together. */
  readonly accepted: number;
}

/** What an alarm says, and the state that knows that it was told: R and the gates start again. Within 30 days it is one story. */
export function alarmed(
  state: RivalState,
  { seq, recordedAt: at }: Closing,
  competitor: string,
  { usualShare, strength, threshold, accepted }: Strength,
): { readonly rival: RivalState; readonly fact: Detection } {
  const { run } = state;
  const { seq: epoch, until } = running(state.epoch, at) ?? { seq, until: epochEnd(at) };
  return {
    rival: { ...state, rs: state.rs.map(() => 0), gates: SHUT, epoch: { seq: epoch, until } },
    fact: {
      family: 'win-rate',
      seq,
      at,
      pattern: { competitor, reason: null, segment: null },
      key: rivalKey(competitor),
      epoch,
      cause: 'alarm',
      mutedBy: null,
      evidence: run.evidence,
      figures: {
        kind: 'win-rate',
        matches: run.matches,
        of: state.clock - run.start + 1,
        usualShare,
        strength,
        threshold,
        oncePerQuarters: strength / (threshold * accepted),
      },
    },
  };
}
