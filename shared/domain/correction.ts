import { reportedClosing } from './closing-of-entry.ts';
import type { Closing } from './detection/closing.ts';
import type { LedgerEntry } from './ledger-entry.ts';

/** A report that changes or takes back what an earlier one said of a closed deal. */
export interface Correction {
  /** Number and time of the entry that corrects. */
  readonly by: number;
  readonly at: number;
  /** The entry that first reported the closing. */
  readonly closes: number;
  /** The entry that was in force until now. */
  readonly replaces: number;
  /** The loss as it is described from now on; absent where the deal is no longer lost. */
  readonly loss: Closing | undefined;
}

/** The correction that an entry is, if it is one. */
export function correctionOf(entry: LedgerEntry): Correction | undefined {
  const { seq: by, recordedAt: at } = entry;
  if (entry.type === 'ReportWithdrawn')
    return { by, at, closes: entry.closes, replaces: entry.withdraws, loss: undefined };
  if (entry.type !== 'DealLost' && entry.type !== 'DealWon') return undefined;
  const { closes, amends } = entry;
  if (closes === undefined || amends === undefined) return undefined;
  return {
    by,
    at,
    closes,
    replaces: amends,
    loss: entry.type === 'DealLost' ? reportedClosing(entry) : undefined,
  };
}

/**
 * The loss with its new content at its old place. A correction changes what a loss belongs to, not how it came: whether it
 * is news or history was decided when it was first reported, by the day that was said then.
 */
export const atItsPlace = (
  corrected: Closing,
  { seq, recordedAt, closedOn, bulk }: Pick<Closing, 'seq' | 'recordedAt' | 'closedOn' | 'bulk'>,
): Closing => ({ ...corrected, seq, recordedAt, closedOn, bulk });
