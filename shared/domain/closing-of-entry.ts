import { dayNumber } from './calendar-date.ts';
import { moneyOf } from './deal.ts';
import type { Closing } from './detection/closing.ts';
import type { LedgerEntry } from './ledger-entry.ts';
import { isUnknownCompetitor, nameKey } from './names.ts';
import type { Projection, Step } from './projection.ts';

/**
 * The closed deal that an entry tells of, where it is the first to tell. A correction closes nothing: the deal was counted
 * when it was first reported.
 */
export function closingOf(entry: LedgerEntry): Closing | undefined {
  if (entry.type !== 'DealLost' && entry.type !== 'DealWon') return undefined;
  return entry.closes === undefined ? reportedClosing(entry) : undefined;
}

type ClosingEntry = Extract<LedgerEntry, { type: 'DealLost' | 'DealWon' }>;

/**
 * The closed deal as a report describes it, be it the first report or a correction. A competitor counts only where it
 * took the deal and has a name.
 */
export function reportedClosing(entry: ClosingEntry): Closing {
  const { seq, recordedAt, dealId, reporter } = entry;
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
  };
  if (entry.type === 'DealWon') return { ...common, result: 'won', closedOn: dayOf(entry.report.wonOn) };
  const { outcome, competitor = '', primaryReason, lostOn } = entry.report;
  const named = outcome === 'competitor' && !isUnknownCompetitor(competitor);
  return {
    ...common,
    result: 'lost',
    competitor: named ? nameKey(competitor) : undefined,
    reason: primaryReason,
    closedOn: dayOf(lostOn),
  };
}

function dayOf(date: string): number {
  const day = dayNumber(date);
  if (day === undefined) throw new RangeError('A stored report has a date that does not exist.');
  return day;
}

interface ClosingFold<State, Fact, Settings, Kept> {
  touches(closing: Closing): readonly string[];
  fold(items: ReadonlyMap<string, State>, closing: Closing, settings: Settings): Step<State, Fact, Kept>;
}

/** Makes a fold over closed deals a projection of the ledger. */
export function overLedger<State, Fact, Settings, Kept = never>(
  name: string,
  fold: ClosingFold<State, Fact, Settings, Kept>,
  settings: Settings,
): Projection<State, Fact, Kept> {
  return {
    name,
    touches(entry) {
      const closing = closingOf(entry);
      return closing === undefined ? [] : fold.touches(closing);
    },
    fold(items, entry) {
      const closing = closingOf(entry);
      return closing === undefined ? { changed: new Map(), facts: [] } : fold.fold(items, closing, settings);
    },
  };
}
