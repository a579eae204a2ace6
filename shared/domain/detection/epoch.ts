import * as z from 'zod';
import { moneySchema } from './money.ts';

/**
 * A stretch of 30 days in which all alarms of a key are one story. It does not slide: a surge that goes on becomes a
 * new epoch, and so a new question to both teams, after a month.
 */
export const epochSchema = z
  .object({
    /** Number of the ledger entry whose alarm opened it. */
    seq: z.int(),
    /** First moment after it, milliseconds since 1970. */
    until: z.number(),
    /**
     * `reported`: its alert is its own. `muted`: opened under the epoch of another pattern; it only numbers the news for
     * that pattern's alert, and mutes nobody.
     */
    standing: z.enum(['reported', 'muted']),
    /** Money of the run at the last detection of the epoch. */
    money: moneySchema,
    /** M and A at the last alarm of the epoch. */
    strength: z.number(),
    threshold: z.number(),
  })
  .readonly();

export type Epoch = z.infer<typeof epochSchema>;

const EPOCH_MS = 30 * 86_400_000;

export function epochEnd(at: number): number {
  return at + EPOCH_MS;
}

/** The epoch, if it has not ended. */
export function running<Any extends Pick<Epoch, 'until'>>(epoch: Any | null, at: number): Any | null {
  return epoch !== null && at < epoch.until ? epoch : null;
}
