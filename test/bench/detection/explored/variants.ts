import type { Entrant } from '../line-up.ts';
import { type Choices, SHIPPED } from './choices.ts';
import { exploredDetector } from './explored-detector.ts';

const variant = (name: string, choices: Choices): Entrant => ({
  name,
  setting: 'variant',
  detector: exploredDetector(choices),
});

const UNCAPPED: Choices = { ...SHIPPED, cappedIsHistory: false, cappedIsOther: true };
const LOWER_BOUND: Choices = { ...UNCAPPED, z: 0.5 };
const UNEQUAL_LEVELS: Choices = { ...LOWER_BOUND, levels: [0.4, 0.1, 0.4, 0.1] };

/** The one to take, of all that were tried. */
export const PROPOSED = variant('A, B and C', UNEQUAL_LEVELS);

/** Other choices than those shipped, one after the other. They are tried in the bench only. */
export const VARIANTS: readonly Entrant[] = [
  variant('A: a capped loss is another deal', UNCAPPED),
  variant('A and B: a bound of 69 %', LOWER_BOUND),
  PROPOSED,
];
