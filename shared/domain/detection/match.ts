import * as z from 'zod';
import { type Closing, closingSchema } from './closing.ts';

/**
 * A closing as a family took it in, with all that its patterns needed to know of the team then. It is kept, and corrected with
 * the report, so that the patterns can be folded again. `closing.seq` and `closing.recordedAt` are those of the entry that
 * first reported it: a correction changes what a closing belongs to, and not when it came.
 */
export interface Match<Moment extends object = object> {
  readonly closing: Closing;
  readonly moment: Moment;
}

/** The schema of what is kept, for a family with these moments. */
export const matchSchema = <Moment extends object>(moment: z.ZodType<Moment>): z.ZodType<Match<Moment>> =>
  z.object({ closing: closingSchema, moment }).readonly();

/** Is this the key of a pattern of the group? Its own key is, and what continues it after a bar. */
export const isOfGroup = (group: string, key: string): boolean =>
  key === group || key.startsWith(`${group}|`);
