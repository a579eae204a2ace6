import * as z from 'zod';
import { storedReports } from './report.ts';

const position = {
  /** 1, 2, 3 … without a gap. */
  seq: z.int().positive(),
  /** Milliseconds since 1970. Never decreases along the ledger, even where a clock was set back. */
  recordedAt: z.int().nonnegative(),
};

const about = {
  dealId: z.string(),
  /** Who reported it: the owner of the deal, until people sign in. */
  reporter: z.string().optional(),
};

/** The entry that this one takes the place of, when a report is changed: an amendment, or a win after a loss. */
const amends = z.int().positive().optional();

/**
 * The entry that first reported this closing of the deal: under its number the closing is counted, however often it is
 * corrected. Absent where that is this entry itself: a first report, and a loss of a deal that was reported won before.
 */
const closes = z.int().positive().optional();

const bodies = [
  z.object({ type: z.literal('DealUpdated'), ...about, deal: storedReports.openDeal }),
  z.object({
    type: z.literal('DealLost'),
    ...about,
    /** As the reporter sent it, filled up with what was known of the deal. */
    report: storedReports.loss,
    amends,
    closes,
  }),
  z.object({ type: z.literal('DealWon'), ...about, report: storedReports.win, amends, closes }),
  z.object({ type: z.literal('CompetitorMentioned'), ...about, mention: storedReports.mention }),
  z.object({
    type: z.literal('ReportWithdrawn'),
    ...about,
    withdraws: z.int().positive(),
    closes: z.int().positive(),
  }),
] as const;

const entryBody = z.discriminatedUnion('type', bodies);

/** One line of the ledger: what was reported, in the order received. It is never changed. */
export const ledgerEntry = z.intersection(z.object(position), entryBody);

export type EntryBody = z.output<typeof entryBody>;
export type LedgerEntry = z.output<typeof ledgerEntry>;
