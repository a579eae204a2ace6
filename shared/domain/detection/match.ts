import * as z from 'zod';
import { REASON_CODES } from '../reasons.ts';
import { type Closing, closingSchema } from './closing.ts';
import { momentSchema } from './moment.ts';
import { fixedParts, keyOf, patternOf, patternsOf } from './pattern-key.ts';

/**
 * A loss as the patterns took it in. It is kept, and corrected with the report, so that the patterns can be folded again.
 * `closing.seq` and `closing.recordedAt` are those of the entry that first reported it: a correction changes what a loss
 * belongs to, and not when it came.
 */
export const matchSchema = z.object({ closing: closingSchema, moment: momentSchema }).readonly();

export type Match = z.infer<typeof matchSchema>;

/**
 * The group of a loss: the key of its coarsest pattern. All patterns of a loss share the competitor, or the reason where
 * it was lost to nobody. Only patterns of one loss look at each other, so a group can be folded without the others.
 * A win is in no group.
 */
export function groupOf(closing: Closing): string | undefined {
  const [coarsest] = patternsOf(closing);
  return coarsest && keyOf(coarsest);
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

/** Is this the key of a pattern of the group? */
export const isOfGroup = (group: string, key: string): boolean =>
  key === group || key.startsWith(`${group}|`);
