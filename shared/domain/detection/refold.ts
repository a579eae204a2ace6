import type { Detection } from './detection.ts';
import { foldPatterns } from './fold-patterns.ts';
import type { LossSurgeState } from './loss-surge-state.ts';
import type { Match } from './match.ts';

/** Folds the losses of one group from its first one on; `take` wants them in the order of their numbers. */
export function refoldOfGroup() {
  const states = new Map<string, LossSurgeState>();
  const facts: Detection[] = [];
  return {
    states,
    facts,
    take({ closing, moment }: Match): void {
      const step = foldPatterns(states, closing, moment);
      for (const [key, state] of step.states) states.set(key, state);
      facts.push(...step.facts);
    },
  };
}
