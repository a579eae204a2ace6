import { dayNumber } from './calendar-date.ts';
import { moneyOf } from './deal.ts';
import type { Closing } from './detection/closing.ts';
import { dayOf as dayOfTime } from './detection/week.ts';
import type { LedgerEntry } from './ledger-entry.ts';
import { competitorKey, isUnknownCompetitor, nameKey } from './names.ts';

/**
 * The closed deal that an entry tells of, where it is the first to tell. A correction closes nothing: the deal was counted
 * when it was first reported.
 */
export function closingOf(entry: LedgerEntry): Closing | undefined {
  if (entry.type !== 'DealLost' && entry.type !== 'DealWon') return undefined;
  return entry.closes === undefined ? reportedClosing(entry) : undefined;
}

/** What names competitors: the closed deals of {@link closingOf}, and mentions in open ones. */
export const namingOf = (entry: LedgerEntry): Closing | undefined =>
  entry.type === 'CompetitorMentioned' ? mentionedIn(entry) : closingOf(entry);

/** The deal in which a competitor was mentioned. */
export function mentionedIn(entry: Extract<LedgerEntry, { type: 'CompetitorMentioned' }>): Closing {
  const { seq, recordedAt, dealId, reporter, account, mention } = entry;
  return {
    seq,
    recordedAt,
    dealId,
    result: 'open',
    competitor: keyOfNamed(mention.competitor),
    rep: reporter && nameKey(reporter),
    account: account && nameKey(account),
    closedOn: mention.heardOn === undefined ? dayOfTime(recordedAt) : dayOf(mention.heardOn),
  };
}

type ClosingEntry = Extract<LedgerEntry, { type: 'DealLost' | 'DealWon' }>;

/**
 * The closed deal as a report describes it, be it the first report or a correction. A competitor counts only where it
 * has a name and took the deal, or was beaten; it stands there by the name that the report has for it.
 */
export function reportedClosing(entry: ClosingEntry): Closing {
  const { seq, recordedAt, dealId, reporter, bulk } = entry;
  const { segment, account } = entry.report;
  const common = {
    seq,
    recordedAt,
    dealId,
    money: moneyOf(entry.report),
    segment: segment === undefined ? undefined : nameKey(segment) || undefined,
    // However it was typed, it is one rep and one customer: the gates and the cap of the detectors count on it.
    rep: reporter && nameKey(reporter),
    account: account && nameKey(account),
    bulk: bulk === undefined ? undefined : (true as const),
  };
  if (entry.type === 'DealWon') {
    const { competitor, wonOn } = entry.report;
    return { ...common, result: 'won', competitor: keyOfNamed(competitor), closedOn: dayOf(wonOn) };
  }
  const { outcome, competitor, primaryReason, lostOn } = entry.report;
  return {
    ...common,
    result: 'lost',
    competitor: outcome === 'competitor' ? keyOfNamed(competitor) : undefined,
    reason: primaryReason,
    closedOn: dayOf(lostOn),
  };
}

const keyOfNamed = (competitor: string | undefined): string | undefined =>
  competitor === undefined || isUnknownCompetitor(competitor) ? undefined : competitorKey(competitor);

function dayOf(date: string): number {
  const day = dayNumber(date);
  if (day === undefined) throw new RangeError('A stored report has a date that does not exist.');
  return day;
}
