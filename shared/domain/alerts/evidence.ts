import { reportedClosing } from '../closing-of-entry.ts';
import type { CountedAs } from '../competitors/register.ts';
import { type Deal, moneyOf } from '../deal.ts';
import { type Closing, countedUnder } from '../detection/closing.ts';
import type { Pattern } from '../detection/detection.ts';
import { fixedParts, keyOf, patternsOf } from '../detection/pattern-key.ts';
import type { LedgerEntry } from '../ledger-entry.ts';
import { type Money, sumByCurrency } from '../money.ts';

export const STANDINGS = ['in force', 'changed', 'moved', 'withdrawn', 'won'] as const;

/** One deal behind an alert, as it stands now. */
export interface EvidenceDeal {
  readonly seq: number;
  readonly dealId: string;
  /**
   * `changed`: the report was amended since. `moved`: the deal no longer belongs to the pattern, because its report was
   * amended or its competitor is counted otherwise. `withdrawn`: the report was taken back. `won`: the deal was won after all.
   */
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
 * was changed the newest one speaks. A deal that is no longer lost, or no longer part of the pattern, keeps its line and
 * counts for nothing.
 */
export function evidenceDeals(
  entries: readonly LedgerEntry[],
  dealNow: (dealId: string) => Deal | undefined,
  pattern: Pattern,
  countedAs: CountedAs,
): EvidenceDeal[] {
  const key = keyOf({ ...pattern, competitor: pattern.competitor && countedAs(pattern.competitor) });
  const takesAll = fixedParts(pattern) === 0;
  return entries.flatMap((entry) => {
    if (entry.type !== 'DealLost') return [];
    const closing = dealNow(entry.dealId)?.closing;
    const now = closing?.result === 'lost' && closing.closes === entry.seq ? closing.report : undefined;
    const report = now ?? entry.report;
    const standing = standingOf(
      entry,
      closing,
      (one) => takesAll || belongsTo(key, countedUnder(one, countedAs)),
    );
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

function standingOf(
  entry: LostEntry,
  closing: Deal['closing'],
  isOfPattern: (loss: Closing) => boolean,
): EvidenceDeal['standing'] {
  if (closing?.result === 'won') return 'won';
  // Withdrawn and lost again: the later loss counts by itself.
  if (closing?.closes !== entry.seq) return 'withdrawn';
  if (!isOfPattern(reportedClosing({ ...entry, report: closing.report }))) return 'moved';
  return closing.seq === entry.seq ? 'in force' : 'changed';
}

const belongsTo = (key: string, loss: Closing): boolean =>
  patternsOf(loss).some((pattern) => keyOf(pattern) === key);

type LostEntry = Extract<LedgerEntry, { type: 'DealLost' }>;

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
