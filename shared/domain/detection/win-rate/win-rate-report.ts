import type { Closing } from '../closing.ts';
import type { Detection } from '../detection.ts';
import { epochEnd, running } from '../epoch.ts';
import { newGates } from '../key/gates.ts';
import { evidenceOf } from '../key/run.ts';
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

/** What an alarm says; the state knows that it was told: R and the gates start again. Within 30 days it is one story. */
export function alarmed(
  rival: RivalState,
  { seq, recordedAt: at }: Closing,
  competitor: string,
  { usualShare, strength, threshold, accepted }: Strength,
): Detection {
  const { run } = rival;
  const { seq: epoch, until } = running(rival.epoch, at) ?? { seq, until: epochEnd(at) };
  rival.epoch = { seq: epoch, until };
  rival.rs.fill(0);
  rival.gates = newGates();
  return {
    family: 'win-rate',
    seq,
    at,
    pattern: { competitor, reason: null, segment: null },
    key: rivalKey(competitor),
    epoch,
    cause: 'alarm',
    mutedBy: null,
    evidence: evidenceOf(run),
    figures: {
      kind: 'win-rate',
      matches: run.matches,
      of: rival.clock - run.start + 1,
      usualShare,
      strength,
      threshold,
      oncePerQuarters: strength / (threshold * accepted),
    },
  };
}
