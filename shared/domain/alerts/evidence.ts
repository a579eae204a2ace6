import { dateOfDay } from '../calendar-date.ts';
import { mentionedIn, reportedClosing } from '../closing-of-entry.ts';
import type { CountedAs } from '../competitors/register.ts';
import { currentFields, type Deal, mentionOf, moneyOf } from '../deal.ts';
import { type Closing, countedUnder } from '../detection/closing.ts';
import type { Pattern } from '../detection/detection.ts';
import { fixedParts, keyOf, patternsOf } from '../detection/pattern-key.ts';
import type { Figures } from '../families/registry.ts';
import type { LedgerEntry } from '../ledger-entry.ts';
import { type Money, sumByCurrency } from '../money.ts';
import { competitorKey } from '../names.ts';

export const TOLD = ['lost', 'won', 'mentioned'] as const;
export const STANDINGS = ['in force', 'changed', 'moved', 'withdrawn', 'won', 'lost'] as const;

/** One deal behind an alert, as it stands now. */
export interface EvidenceDeal {
  readonly seq: number;
  readonly dealId: string;
  /** What the entry told: the deal was lost or won, or the competitor was mentioned in it while it was open. */
  readonly told: (typeof TOLD)[number];
  /**
   * `changed`: the report was amended since. `moved`: the deal no longer belongs to the pattern, because its report was
   * amended or its competitor is counted otherwise. `withdrawn`: the report or the mention was taken back. `won`, `lost`: it
   * came to the other end after all. A mention still stands then: the competitor was in the deal.
   */
  readonly standing: (typeof STANDINGS)[number];
  /** The day on which it was lost or won, or the competitor came up in it. */
  readonly on: string;
  readonly account: string | undefined;
  /** What was lost; absent where that does not count, or nothing was lost. */
  readonly money: Money | undefined;
  readonly primaryReason: string | undefined;
  readonly secondaryReasons: readonly string[];
  readonly competitor: string | undefined;
  readonly segment: string | undefined;
  readonly owner: string | undefined;
  /** Of an open deal. */
  readonly stage: string | undefined;
}

/**
 * The deals behind an alert, from the ledger entries that made it fire and the deals as they are now. Where a report
 * was changed the newest one speaks. What no longer belongs to the pattern keeps its line and counts for nothing.
 */
export function evidenceDeals(
  entries: readonly LedgerEntry[],
  dealNow: (dealId: string) => Deal | undefined,
  pattern: Pattern,
  countedAs: CountedAs,
): EvidenceDeal[] {
  const key = keyOf({ ...pattern, competitor: pattern.competitor && countedAs(pattern.competitor) });
  const takesAll = fixedParts(pattern) === 0;
  // A deal that was won over a competitor, or is open, belongs to the pattern that it would belong to if it were lost.
  const isOfPattern: IsOfPattern = (one) =>
    takesAll ||
    patternsOf({ ...countedUnder(one, countedAs), result: 'lost' }).some((each) => keyOf(each) === key);
  return entries.flatMap((entry) => {
    if (entry.type === 'CompetitorMentioned') return mentioned(entry, dealNow(entry.dealId), isOfPattern);
    if (entry.type === 'DealLost' || entry.type === 'DealWon')
      return closed(entry, dealNow(entry.dealId)?.closing, isOfPattern);
    return [];
  });
}

type IsOfPattern = (closing: Closing) => boolean;
type Entry<Type extends LedgerEntry['type']> = Extract<LedgerEntry, { type: Type }>;
type ClosedEntry = Entry<'DealLost' | 'DealWon'>;

function closed(entry: ClosedEntry, now: Deal['closing'], isOfPattern: IsOfPattern): EvidenceDeal {
  const inForce = asInForce(entry, now);
  const told = inForce.type === 'DealLost' ? 'lost' : 'won';
  const { report } = inForce;
  const standing = standingOf(entry, told, now, isOfPattern(reportedClosing(inForce)));
  return {
    seq: entry.seq,
    dealId: entry.dealId,
    told,
    standing,
    on: inForce.type === 'DealLost' ? inForce.report.lostOn : inForce.report.wonOn,
    account: report.account,
    money: told === 'lost' && isInForce(standing) ? moneyOf(report) : undefined,
    primaryReason: report.primaryReason,
    secondaryReasons: report.secondaryReasons ?? [],
    competitor: report.competitor,
    segment: report.segment,
    owner: report.owner,
    stage: undefined,
  };
}

/** The entry with the report that speaks for it now. */
function asInForce(entry: ClosedEntry, now: Deal['closing']): ClosedEntry {
  if (now?.closes !== entry.seq) return entry;
  if (entry.type === 'DealLost') return now.result === 'lost' ? { ...entry, report: now.report } : entry;
  return now.result === 'won' ? { ...entry, report: now.report } : entry;
}

function standingOf(
  { seq }: ClosedEntry,
  told: 'lost' | 'won',
  now: Deal['closing'],
  isOfPattern: boolean,
): EvidenceDeal['standing'] {
  if (now !== undefined && now.result !== told) return now.result;
  // Withdrawn and closed again: the later report counts by itself.
  if (now?.closes !== seq) return 'withdrawn';
  if (!isOfPattern) return 'moved';
  return now.seq === seq ? 'in force' : 'changed';
}

function mentioned(
  entry: Entry<'CompetitorMentioned'>,
  deal: Deal | undefined,
  isOfPattern: IsOfPattern,
): EvidenceDeal {
  const { competitor } = entry.mention;
  const naming = mentionedIn(entry);
  const { account = entry.account, segment, owner = entry.reporter, stage } = deal ? currentFields(deal) : {};
  const isGone = mentionOf(deal, competitorKey(competitor)) === undefined;
  const isMoved = !isOfPattern(naming);
  return {
    seq: entry.seq,
    dealId: entry.dealId,
    told: 'mentioned',
    standing: isGone ? 'withdrawn' : isMoved ? 'moved' : (deal?.closing?.result ?? 'in force'),
    on: dateOfDay(naming.closedOn),
    account,
    money: undefined,
    primaryReason: undefined,
    secondaryReasons: [],
    competitor,
    segment,
    owner,
    stage: deal?.closing === undefined ? stage : undefined,
  };
}

const isInForce = (standing: EvidenceDeal['standing']): boolean =>
  standing === 'in force' || standing === 'changed';

/** Does it still belong to what the alert is about? */
export const stillCounts = ({ told, standing }: Pick<EvidenceDeal, 'told' | 'standing'>): boolean =>
  isInForce(standing) || (told === 'mentioned' && (standing === 'won' || standing === 'lost'));

/** Reported reasons with how many of the lost deals name them first, most frequent first. */
export function reasonCounts(
  evidence: readonly EvidenceDeal[],
): { readonly code: string; readonly deals: number }[] {
  const counts = new Map<string, number>();
  for (const { told, standing, primaryReason } of evidence) {
    if (told !== 'lost' || primaryReason === undefined || !isInForce(standing)) continue;
    counts.set(primaryReason, (counts.get(primaryReason) ?? 0) + 1);
  }
  return [...counts]
    .map(([code, deals]) => ({ code, deals }))
    .sort((a, b) => b.deals - a.deals || (a.code < b.code ? -1 : 1));
}

export const moneyLost = (evidence: readonly EvidenceDeal[]): Money[] =>
  sumByCurrency(evidence.map(({ money }) => money));

/**
 * How many deals the figures of an alarm count, where its evidence holds fewer: each alarm keeps the last 32. Undefined where none is
 * left out. Then reasons and money are those of all.
 *
 * @param kept reports in the evidence.
 */
export function countedOf(figures: Figures, kept: number): number | undefined {
  const counted = 'matches' in figures ? figures.matches : 'losses' in figures ? figures.losses : 0;
  return counted > kept ? counted : undefined;
}
