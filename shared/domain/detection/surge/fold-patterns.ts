import type { Detection } from '../detection.ts';
import { strengthOf } from '../key/e-detector.ts';
import { areOpen } from '../key/gates.ts';
import type { Match } from '../match.ts';
import { particularsOf } from '../particulars.ts';
import { keyedPatternsOf } from '../pattern-key.ts';
import { thresholdOf } from './level-budget.ts';
import { type LossSurgeState, patternIn } from './loss-surge-state.ts';
import type { Moment } from './moment.ts';
import { takeHistory, takeLoss } from './pattern-match.ts';
import { endWhatIsOver } from './resolved.ts';
import { type Sighting, tell } from './surge-report.ts';

const NOTHING: readonly Detection[] = [];

/**
 * What one loss does to the patterns that it belongs to. It looks at nothing but their states and the moment, so it gives
 * the same when the loss is reported and whenever a correction makes the patterns be folded again.
 */
export function foldPatterns(
  states: Map<string, LossSurgeState>,
  { closing, moment }: Match<Moment>,
): readonly Detection[] {
  const patterns = keyedPatternsOf(closing);
  if (patterns.length === 0) return NOTHING;
  const loss = particularsOf(closing);
  const sightings: Sighting[] = [];
  for (const { pattern, key } of patterns) {
    const state = patternIn(states, key, closing);
    if (moment.isHistory) {
      takeHistory(state, loss);
      continue;
    }
    endWhatIsOver(state, closing.recordedAt, moment.tickTwoWeeksAgo);
    const usual = takeLoss(state, closing, loss, moment);
    const strength = strengthOf(state.rs);
    const threshold = thresholdOf(pattern, moment.wholeThreshold);
    const alarm = moment.isActive && strength >= threshold && areOpen(state.gates);
    // Of all others there is nothing to tell.
    if (alarm || state.epoch !== null) {
      sightings.push({ pattern, key, state, usual, strength, threshold, alarm });
    }
  }
  return sightings.length === 0 ? NOTHING : tell(sightings, states, closing, moment);
}
