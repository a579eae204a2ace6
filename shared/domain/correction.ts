import { reportedClosing } from './closing-of-entry.ts';
import type { Closing } from './detection/closing.ts';
import type { LedgerEntry } from './ledger-entry.ts';

/** A report that changes or takes back what an earlier one said of a closed deal. */
export interface Correction {
  /** Number and time of the entry that corrects. */
  readonly by: number;
  readonly at: number;
  /** The entry that was in force until now. */
  readonly replaces: number;
  /**
   * The closed deal as it is described from now on. Absent where the report was taken back, and where a deal that was reported
   * won is lost after all: that loss is a closing of its own.
   */
  readonly closing: Closing | undefined;
}

/** The correction that an entry is, if it is one. */
export function correctionOf(entry: LedgerEntry): Correction | undefined {
  const { seq: by, recordedAt: at } = entry;
  if (entry.type === 'ReportWithdrawn') return { by, at, replaces: entry.withdraws, closing: undefined };
  if (entry.type !== 'DealLost' && entry.type !== 'DealWon') return undefined;
  const { closes, amends } = entry;
  if (amends === undefined) return undefined;
  return { by, at, replaces: amends, closing: closes === undefined ? undefined : reportedClosing(entry) };
}

/**
 * The closed deal with its new content at its old place. A correction changes what it belongs to, not how it came: whether it
 * is news or history was decided when it was first reported, by the day that was said then.
 */
export const atItsPlace = (
  corrected: Closing,
  { seq, recordedAt, closedOn, bulk }: Pick<Closing, 'seq' | 'recordedAt' | 'closedOn' | 'bulk'>,
): Closing => ({ ...corrected, seq, recordedAt, closedOn, bulk });
