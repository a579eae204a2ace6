import { type Deal, moneyOf } from '../deal.ts';
import type { LedgerEntry } from '../ledger-entry.ts';
import { type Money, sumByCurrency } from '../money.ts';

/** One deal behind an alert, as it stands now. */
export interface EvidenceDeal {
  readonly seq: number;
  readonly dealId: string;
  /** `changed`: the report was amended since, or the deal was won after all. `withdrawn`: the deal is open again. */
  readonly standing: 'in force' | 'changed' | 'withdrawn';
  readonly lostOn: string;
  readonly account: string | undefined;
  readonly money: Money | undefined;
  readonly primaryReason: string;
  readonly secondaryReasons: readonly string[];
  readonly competitor: string | undefined;
  readonly segment: string | undefined;
  readonly owner: string | undefined;
}

/**
 * The deals behind an alert, from the ledger entries that made it fire and the deals as they are now. Where a report
 * was changed the newest one speaks; a deal that is no longer lost keeps its line, and counts for nothing.
 */
export function evidenceDeals(
  entries: readonly LedgerEntry[],
  dealNow: (dealId: string) => Deal | undefined,
): EvidenceDeal[] {
  return entries.flatMap((entry) => {
    if (entry.type !== 'DealLost') return [];
    const closing = dealNow(entry.dealId)?.closing;
    const report = closing?.result === 'lost' ? closing.report : entry.report;
    const standing = closing === undefined ? 'withdrawn' : closing.seq === entry.seq ? 'in force' : 'changed';
    const counts = closing?.result === 'lost';
    return [
      {
        seq: entry.seq,
        dealId: entry.dealId,
        standing,
        lostOn: report.lostOn,
        account: report.account,
        money: counts ? moneyOf(report) : undefined,
        primaryReason: report.primaryReason,
        secondaryReasons: report.secondaryReasons ?? [],
        competitor: report.competitor,
        segment: report.segment,
        owner: report.owner,
      },
    ];
  });
}

/** Reported reasons with how many of the deals name them first, most frequent first. */
export function reasonCounts(
  evidence: readonly EvidenceDeal[],
): { readonly code: string; readonly deals: number }[] {
  const counts = new Map<string, number>();
  for (const { standing, primaryReason } of evidence) {
    if (standing !== 'withdrawn') counts.set(primaryReason, (counts.get(primaryReason) ?? 0) + 1);
  }
  return [...counts]
    .map(([code, deals]) => ({ code, deals }))
    .sort((a, b) => b.deals - a.deals || (a.code < b.code ? -1 : 1));
}

export const moneyLost = (evidence: readonly EvidenceDeal[]): Money[] =>
  sumByCurrency(evidence.map(({ money }) => money));
