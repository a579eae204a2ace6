import { type Deal, moneyOf } from '../deal.ts';
import type { LedgerEntry } from '../ledger-entry.ts';
import { type Money, sumByCurrency } from '../money.ts';

export const STANDINGS = ['in force', 'changed', 'withdrawn', 'won'] as const;

/** One deal behind an alert, as it stands now. */
export interface EvidenceDeal {
  readonly seq: number;
  readonly dealId: string;
  /** `changed`: the report was amended since. `withdrawn`: the deal is open again. `won`: it was won after all. */
  readonly standing: (typeof STANDINGS)[number];
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
    const standing = standingOf(entry, closing);
    return [
      {
        seq: entry.seq,
        dealId: entry.dealId,
        standing,
        lostOn: report.lostOn,
        account: report.account,
        money: isLost(standing) ? moneyOf(report) : undefined,
        primaryReason: report.primaryReason,
        secondaryReasons: report.secondaryReasons ?? [],
        competitor: report.competitor,
        segment: report.segment,
        owner: report.owner,
      },
    ];
  });
}

function standingOf({ seq }: LedgerEntry, closing: Deal['closing']): EvidenceDeal['standing'] {
  if (closing === undefined) return 'withdrawn';
  if (closing.result === 'won') return 'won';
  return closing.seq === seq ? 'in force' : 'changed';
}

const isLost = (standing: EvidenceDeal['standing']): boolean =>
  standing === 'in force' || standing === 'changed';

/** Reported reasons with how many of the deals name them first, most frequent first. */
export function reasonCounts(
  evidence: readonly EvidenceDeal[],
): { readonly code: string; readonly deals: number }[] {
  const counts = new Map<string, number>();
  for (const { standing, primaryReason } of evidence) {
    if (isLost(standing)) counts.set(primaryReason, (counts.get(primaryReason) ?? 0) + 1);
  }
  return [...counts]
    .map(([code, deals]) => ({ code, deals }))
    .sort((a, b) => b.deals - a.deals || (a.code < b.code ? -1 : 1));
}

export const moneyLost = (evidence: readonly EvidenceDeal[]): Money[] =>
  sumByCurrency(evidence.map(({ money }) => money));
