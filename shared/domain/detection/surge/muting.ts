import type { Detection, Pattern } from '../detection.ts';
import { type Epoch, running } from '../epoch.ts';
import { fixedParts, keyOf, parentsOf } from '../pattern-key.ts';
import type { LossSurgeState, PatternState } from './loss-surge-state.ts';

/**
 * Who may speak. A surge raises every pattern it runs through, and people need to hear of it once.
 *
 * The alarms of one entry are judged from the coarsest pattern to the finest. An alarm is
 *   1. muted, when a strict parent has a running reported epoch, be it opened by this very entry. The coarsest such parent
 *      mutes it; patterns that are equally coarse in the order of `parentsOf`. This holds for a pattern with an alert of
 *      its own too: the firing parent takes over;
 *   2. otherwise reported, as a repeat, when its own reported epoch is running;
 *   3. otherwise muted by the first pattern that this entry reported, related or not: one entry opens at most one alert;
 *   4. otherwise reported, and it opens an epoch.
 *
 * A muted alarm goes on with the running epoch of its pattern or opens a muted one. A muted epoch mutes nobody: its muter
 * is a parent of all that it could mute, and when the muter has ended there is no alert that the news could go to. So a
 * muted epoch also gives way to a reported one (rule 4) as soon as nobody mutes the pattern.
 *
 * All parents of a pattern of an entry are patterns of that entry, so the items it touches are all that is read.
 */
export type Muter = NonNullable<Detection['mutedBy']>;

/** The coarsest strict parent with a running reported epoch. `states` has the patterns of the entry by key. */
export function mutingParent(
  pattern: Pattern,
  states: ReadonlyMap<string, LossSurgeState>,
  at: number,
): Muter | null {
  for (const parent of parentsOf(pattern)) {
    const key = keyOf(parent);
    const state = states.get(key);
    const epoch = state?.kind === 'pattern' ? reportedEpoch(state, at) : null;
    if (epoch !== null) return { key, epoch: epoch.seq };
  }
  return null;
}

/** The running epoch of a pattern, if its alert is its own. */
export function reportedEpoch(state: PatternState, at: number): Epoch | null {
  const epoch = running(state.epoch, at);
  return epoch?.standing === 'reported' ? epoch : null;
}

/**
 * The order in which the alarms of an entry are judged: fewest fixed parts first, then those whose alert exists already,
 * then those furthest above their threshold. What is left keeps the order it came in, which no name has a part in.
 */
export function inOrderOfSpeaking<
  Sighting extends {
    readonly pattern: Pattern;
    readonly state: PatternState;
    readonly strength: number;
    readonly threshold: number;
  },
>(sightings: readonly Sighting[], at: number): readonly Sighting[] {
  const excess = ({ strength, threshold }: Sighting) => strength / threshold;
  const isNew = ({ state }: Sighting) => (reportedEpoch(state, at) === null ? 1 : 0);
  return sightings.toSorted(
    (one, other) =>
      fixedParts(one.pattern) - fixedParts(other.pattern) ||
      isNew(one) - isNew(other) ||
      excess(other) - excess(one),
  );
}
