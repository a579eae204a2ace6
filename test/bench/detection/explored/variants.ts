import type { Entrant } from '../line-up.ts';
import { type Choices, SHIPPED } from './choices.ts';
import { exploredDetector } from './explored-detector.ts';

const variant = (name: string, choices: Partial<Choices>): Entrant => ({
  name,
  setting: 'variant',
  detector: exploredDetector({ ...SHIPPED, ...choices }),
});

/** Breaks the promise where reps lose many deals to one competitor every day. */
const ADVANCING_ONLY = variant('only what advances is history', { leastAdvancing: 0 });

/** Other choices than those shipped, one at a time. They are tried in the bench only, and show why each was made. */
export const VARIANTS: readonly Entrant[] = [
  variant('all matches are history', { leastAdvancing: 1 }),
  ADVANCING_ONLY,
  variant('a bound of 80 %', { z: 0.84 }),
  variant('no bound', { z: 0 }),
  variant('equal levels', { levels: [0.25, 0.25, 0.25, 0.25] }),
];

/** The one that is tried in every condition. */
export const RISKY = ADVANCING_ONLY;
