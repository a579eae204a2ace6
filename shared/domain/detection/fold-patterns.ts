import type { Closing } from './closing.ts';
import type { Detection } from './detection.ts';
import { strengthOf } from './e-detector.ts';
import { areOpen } from './gates.ts';
import { thresholdOf } from './level-budget.ts';
import { type LossSurgeState, patternIn } from './loss-surge-state.ts';
import type { Moment } from './moment.ts';
import { keyedPatternsOf } from './pattern-key.ts';
import { withHistory, withLoss } from './pattern-match.ts';
import { withoutWhatIsOver } from './resolved.ts';
import { type Sighting, told } from './surge-report.ts';

/**
 * What one loss does to the patterns that it belongs to. It looks at nothing but their states and the moment, so it gives
 * the same when the loss is reported and whenever a correction makes the patterns be folded again.
 */
export function foldPatterns(
  items: ReadonlyMap<string, LossSurgeState>,
  closing: Closing,
  moment: Moment,
): { readonly states: ReadonlyMap<string, LossSurgeState>; readonly facts: readonly Detection[] } {
  const patterns = keyedPatternsOf(closing);
  if (moment.isHistory) {
    const states = patterns.map(
      ({ key }) => [key, withHistory(patternIn(items, key, closing), closing)] as const,
    );
    return { states: new Map(states), facts: [] };
  }
  const sightings = patterns.map(({ pattern, key }): Sighting => {
    const before = withoutWhatIsOver(
      patternIn(items, key, closing),
      closing.recordedAt,
      moment.tickTwoWeeksAgo,
    );
    const { pattern: state, usual } = withLoss(before, closing, moment);
    const strength = strengthOf(state.rs);
    const threshold = thresholdOf(pattern, moment.wholeThreshold);
    const alarm = moment.isActive && strength >= threshold && areOpen(state.gates);
    return { pattern, key, state, usual, strength, threshold, alarm };
  });
  return told(sightings, closing, moment);
}
