import type { Closing } from '../closing.ts';
import type { Detection, Pattern } from '../detection.ts';
import { type Epoch, epochEnd, running } from '../epoch.ts';
import type { Baseline } from '../key/baseline.ts';
import { newGates } from '../key/gates.ts';
import { evidenceOf } from '../key/run.ts';
import { hasDoubled } from '../money.ts';
import { particularsOf } from '../particulars.ts';
import type { LossSurgeState, PatternState } from './loss-surge-state.ts';
import type { Moment } from './moment.ts';
import { inOrderOfSpeaking, type Muter, mutingParent, reportedEpoch } from './muting.ts';
import { type Recovery, recoveryFrom } from './recovery.ts';

/** One pattern of the entry, after the entry was counted and before anything is told. */
export interface Sighting {
  readonly pattern: Pattern;
  readonly key: string;
  readonly state: PatternState;
  readonly usual: Baseline;
  /** M. */
  readonly strength: number;
  /** A. */
  readonly threshold: number;
  readonly alarm: boolean;
}

/** What the figures of every detection of the entry have in common. */
type Figures = Pick<Moment, 'tick' | 'falseAlarmsPerQuarter'>;

/**
 * Turns the sightings of one entry into detections, and lets the states know what was told.
 *
 * Alarms come first, in the order of speaking; see muting.ts for who is muted. After an alarm the R and the gates of the
 * pattern start again. Then news of money: a reported epoch that nobody mutes says so when the money of its run has
 * doubled since it last spoke. While it is muted it waits, and nothing is forgotten.
 *
 * @param sightings of the patterns that alarm or have an epoch.
 * @param states of all patterns of the entry, those of the sightings among them.
 */
export function tell(
  sightings: readonly Sighting[],
  states: ReadonlyMap<string, LossSurgeState>,
  closing: Closing,
  moment: Figures,
): readonly Detection[] {
  const at = closing.recordedAt;
  const facts: Detection[] = [];
  let speaker: Muter | null = null;

  const alarms = sightings.filter(({ alarm }) => alarm);
  for (const sighting of inOrderOfSpeaking(alarms, at)) {
    const { key, state } = sighting;
    const repeats = reportedEpoch(state, at) !== null;
    const mutedBy: Muter | null = mutingParent(sighting.pattern, states, at) ?? (repeats ? null : speaker);
    const epoch = epochAfterAlarm(sighting, closing, mutedBy === null);
    state.recovery = recoveryAtAlarm(sighting, closing, moment, epoch);
    state.epoch = epoch;
    state.rs.fill(0);
    state.gates = newGates();
    facts.push(detection(sighting, closing, moment, { epoch, cause: 'alarm', mutedBy }));
    if (mutedBy === null) speaker ??= { key, epoch: epoch.seq };
  }

  for (const sighting of sightings) {
    const { state } = sighting;
    const epoch = reportedEpoch(state, at);
    if (sighting.alarm || epoch === null || !hasDoubled(epoch.money, state.run.money)) continue;
    if (mutingParent(sighting.pattern, states, at) !== null) continue;
    state.epoch = { ...epoch, money: { ...state.run.money } };
    facts.push(detection(sighting, closing, moment, { epoch, cause: 'money-doubled', mutedBy: null }));
  }
  return facts;
}

function epochAfterAlarm(
  { state, strength, threshold }: Sighting,
  closing: Closing,
  reported: boolean,
): Epoch {
  const now = running(state.epoch, closing.recordedAt);
  const goesOn = now !== null && (now.standing === 'reported' || !reported);
  const opened = { seq: closing.seq, until: epochEnd(closing.recordedAt) };
  const { seq, until } = goesOn ? now : opened;
  const standing = goesOn ? now.standing : reported ? 'reported' : 'muted';
  return { seq, until, standing, money: { ...state.run.money }, strength, threshold };
}

/** Each alarm asks anew whether the share comes back; within an epoch by what was usual when it opened. */
const recoveryAtAlarm = (
  { state: { recovery }, usual }: Sighting,
  closing: Closing,
  { tick }: Figures,
  epoch: Epoch,
): Recovery => {
  const p0 = recovery === null || epoch.seq === closing.seq ? usual.p0 : recovery.p0;
  return recoveryFrom({ day: particularsOf(closing).day, tick, p0 });
};

function detection(
  { pattern, key, state, usual }: Sighting,
  closing: Closing,
  { tick, falseAlarmsPerQuarter }: Figures,
  { epoch, cause, mutedBy }: { epoch: Epoch; cause: Detection['cause']; mutedBy: Muter | null },
): Detection {
  return {
    family: 'loss-surge',
    seq: closing.seq,
    at: closing.recordedAt,
    pattern,
    key,
    epoch: epoch.seq,
    cause,
    mutedBy,
    evidence: evidenceOf(state.run),
    figures: {
      kind: 'loss-surge',
      matches: state.run.matches,
      of: tick - state.run.start + 1,
      usualShare: usual.share,
      strength: epoch.strength,
      threshold: epoch.threshold,
      oncePerQuarters: epoch.strength / (epoch.threshold * falseAlarmsPerQuarter),
    },
  };
}
