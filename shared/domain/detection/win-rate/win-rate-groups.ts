import type { Closing } from '../closing.ts';
import { fixedParts, keyOf, patternOf } from '../pattern-key.ts';

/** The key of a competitor whose win rate is watched. */
export const rivalKey = (competitor: string): string => keyOf({ competitor, reason: null, segment: null });

/** The closings without a competitor that counts. They change no state, and a correction may give them one. */
const NOBODY = 'nobody';

/** The group of a closing: its competitor. A win is in it too, since it says as much about a win rate as a loss. */
export const groupOf = ({ competitor }: Pick<Closing, 'competitor'>): string =>
  competitor === undefined ? NOBODY : rivalKey(competitor);

export const groupsOfCompetitor = (competitor: string | null): string[] => [
  groupOf({ competitor: competitor ?? undefined }),
];

/** Is this the key of a group that has a state? */
export function isGroup(key: string): boolean {
  const pattern = patternOf(key);
  return pattern !== undefined && pattern.competitor !== null && fixedParts(pattern) === 1;
}
