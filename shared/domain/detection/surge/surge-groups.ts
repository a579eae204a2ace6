import { REASON_CODES } from '../../reasons.ts';
import type { Closing } from '../closing.ts';
import { fixedParts, keyedPatternsOf, keyOf, patternOf } from '../pattern-key.ts';

/**
 * The group of a loss: the key of its coarsest pattern. All patterns of a loss share the competitor, or the reason where
 * it was lost to nobody. Only patterns of one loss look at each other, so a group can be folded without the others.
 * A win is in no group.
 */
export function groupOf(closing: Closing): string | undefined {
  const [coarsest] = keyedPatternsOf(closing);
  return coarsest?.key;
}

/** The groups that the losses to a competitor are in, or those to nobody: there each reason has a group of its own. */
export const groupsOfCompetitor = (competitor: string | null): string[] =>
  competitor === null
    ? REASON_CODES.map((reason) => keyOf({ competitor: null, reason, segment: null }))
    : [keyOf({ competitor, reason: null, segment: null })];

/** Is this the key of a group? */
export function isGroup(key: string): boolean {
  const pattern = patternOf(key);
  return pattern !== undefined && fixedParts(pattern) === 1;
}
