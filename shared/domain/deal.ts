import * as z from 'zod';
import type { EntryBody, LedgerEntry } from './ledger-entry.ts';
import { decimalOf, type Money, parseMoney } from './money.ts';
import { nameKey } from './names.ts';
import {
  type LossReport,
  type Mention,
  type OpenDealReport,
  storedReports,
  type WinReport,
} from './report.ts';

/** A deal takes part in at most this many competitors' lists of open deals. */
const MAX_MENTIONS = 20;

const numbers = {
  /** The entry in force. */
  seq: z.int(),
  /** The entry that first reported this closing; a later one only corrects it. */
  closes: z.int(),
};
const closing = z.discriminatedUnion('result', [
  z.object({ result: z.literal('lost'), ...numbers, report: storedReports.loss }),
  z.object({ result: z.literal('won'), ...numbers, report: storedReports.win }),
]);

export const deal = z.object({
  id: z.string(),
  /** What was known of it while it was open. */
  open: storedReports.openDeal,
  /** The report that closed it, in force; absent while it is open. */
  closing: closing.optional(),
  /** The latest mention of each competitor, by the key of its name. Kept when the deal closes. */
  mentions: z.record(z.string(), storedReports.mention),
  /** The numbers of its ledger entries, oldest first. */
  history: z.array(z.int()),
});

export type Deal = z.output<typeof deal>;

export type DealStatus = 'open' | 'lost' | 'won';
export const dealStatus = (of: Deal): DealStatus => of.closing?.result ?? 'open';

/** What people ask Tandem to store about one deal. */
export type Report =
  | { readonly kind: 'update'; readonly dealId: string; readonly deal: OpenDealReport }
  | { readonly kind: 'loss'; readonly dealId: string; readonly report: LossReport }
  | { readonly kind: 'win'; readonly dealId: string; readonly report: WinReport }
  | { readonly kind: 'mention'; readonly dealId: string; readonly mention: Mention }
  | { readonly kind: 'withdraw'; readonly dealId: string; readonly result: 'lost' | 'won' };

export type Decision =
  | { readonly kind: 'store'; readonly entry: EntryBody }
  /** The same was reported before: nothing to store. */
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'refused'; readonly reason: 'deal-closed' | 'no-such-report' | 'too-many-competitors' };

/** Decides what a report means for the deal as it stands. */
export function decide(current: Deal | undefined, report: Report): Decision {
  const { dealId } = report;
  switch (report.kind) {
    case 'update': {
      if (current?.closing !== undefined) return { kind: 'refused', reason: 'deal-closed' };
      const known = canonical(report.deal);
      if (current !== undefined && same(current.open, known)) return { kind: 'unchanged' };
      return { kind: 'store', entry: { type: 'DealUpdated', dealId, reporter: known.owner, deal: known } };
    }
    case 'loss': {
      const full = canonical({ ...knownOf(current), ...defined(report.report) });
      if (current?.closing?.result === 'lost' && same(current.closing.report, full))
        return { kind: 'unchanged' };
      const { result, seq: amends, closes: counted } = current?.closing ?? {};
      // A win was never among the losses: what becomes of it is a loss of today.
      const closes = result === 'lost' ? counted : undefined;
      return {
        kind: 'store',
        entry: { type: 'DealLost', dealId, reporter: full.owner, report: full, amends, closes },
      };
    }
    case 'win': {
      const full = canonical({ ...knownOf(current), ...defined(report.report) });
      if (current?.closing?.result === 'won' && same(current.closing.report, full))
        return { kind: 'unchanged' };
      const { seq: amends, closes } = current?.closing ?? {};
      return {
        kind: 'store',
        entry: { type: 'DealWon', dealId, reporter: full.owner, report: full, amends, closes },
      };
    }
    case 'mention': {
      if (current?.closing !== undefined) return { kind: 'refused', reason: 'deal-closed' };
      const key = nameKey(report.mention.competitor);
      const before = mentionOf(current, key);
      if (before !== undefined && same(before, report.mention)) return { kind: 'unchanged' };
      if (before === undefined && Object.keys(current?.mentions ?? {}).length >= MAX_MENTIONS) {
        return { kind: 'refused', reason: 'too-many-competitors' };
      }
      const reporter = current?.open.owner;
      return {
        kind: 'store',
        entry: { type: 'CompetitorMentioned', dealId, reporter, mention: report.mention },
      };
    }
    case 'withdraw': {
      const { closing: inForce } = current ?? {};
      if (inForce === undefined || inForce.result !== report.result)
        return { kind: 'refused', reason: 'no-such-report' };
      const { seq: withdraws, closes, report: withdrawn } = inForce;
      return {
        kind: 'store',
        entry: { type: 'ReportWithdrawn', dealId, reporter: withdrawn.owner, withdraws, closes },
      };
    }
  }
}

/** The deal after one more entry of its history. A deal is nothing but the fold of its entries. */
export function applyEntry(current: Deal | undefined, entry: LedgerEntry): Deal {
  const before = current ?? { id: entry.dealId, open: {}, mentions: {}, history: [] };
  const after = { ...before, history: [...before.history, entry.seq] };
  switch (entry.type) {
    case 'DealUpdated':
      return { ...after, open: entry.deal };
    case 'DealLost':
      return { ...after, closing: { result: 'lost', ...numbersOf(entry), report: entry.report } };
    case 'DealWon':
      return { ...after, closing: { result: 'won', ...numbersOf(entry), report: entry.report } };
    case 'CompetitorMentioned':
      return {
        ...after,
        mentions: { ...after.mentions, [nameKey(entry.mention.competitor)]: entry.mention },
      };
    case 'ReportWithdrawn':
      // What the withdrawn report knew of the deal is still known.
      return { ...after, open: { ...after.open, ...fieldsOf(before.closing?.report) }, closing: undefined };
  }
}

const numbersOf = ({
  seq,
  closes = seq,
}: {
  readonly seq: number;
  readonly closes?: number | undefined;
}) => ({
  seq,
  closes,
});

/** What is known of the deal itself, from the report in force or from the time it was open. */
export function fieldsOf(
  report: Partial<OpenDealReport> | undefined,
): Omit<OpenDealReport, 'expectedCloseOn'> {
  if (report === undefined) return {};
  const { account, amount, currency, segment, region, product, owner, stage } = report;
  return defined({ account, amount, currency, segment, region, product, owner, stage });
}

const knownOf = (current: Deal | undefined) => fieldsOf(current?.open);

/** A record has only what was put into it: a competitor may be named like something that every object has. */
const mentionOf = (of: Deal | undefined, key: string): Mention | undefined =>
  of !== undefined && Object.hasOwn(of.mentions, key) ? of.mentions[key] : undefined;

/** The fields of a deal as they stand now. */
export const currentFields = (of: Deal): Omit<OpenDealReport, 'expectedCloseOn'> =>
  fieldsOf(of.closing?.report ?? of.open);

/** The amount of a report, where one is known. */
export function moneyOf(report: {
  readonly amount?: string | undefined;
  readonly currency?: string | undefined;
}): Money | undefined {
  return report.amount === undefined || report.currency === undefined
    ? undefined
    : parseMoney(report.amount, report.currency);
}

/** What became of a mention: of the deal's end, or of what was said while it is open. */
export function mentionStatus(of: Deal, key: string): 'identified' | 'active' | 'beaten' | 'lost-to' {
  const { closing: end } = of;
  if (end?.result === 'won') return 'beaten';
  if (
    end?.result === 'lost' &&
    end.report.outcome === 'competitor' &&
    nameKey(end.report.competitor ?? '') === key
  ) {
    return 'lost-to';
  }
  const said = mentionOf(of, key);
  return said?.threat === undefined && said?.incumbent === undefined ? 'identified' : 'active';
}

/** The same report has one form: absent fields are left out, and equal amounts are written alike. */
function canonical<Known extends { amount?: string | undefined; currency?: string | undefined }>(
  report: Known,
): Known {
  const money = moneyOf(report);
  return defined(money === undefined ? report : { ...report, amount: decimalOf(money) });
}

function defined<Fields extends object>(fields: Fields): Fields {
  const copy = { ...fields };
  for (const [name, value] of Object.entries(copy))
    if (value === undefined) Reflect.deleteProperty(copy, name);
  return copy;
}

/** Equality of reports, whatever the order of their fields. Lists of reasons are compared in order. */
function same(a: object, b: object): boolean {
  const text = (fields: object) =>
    JSON.stringify(
      Object.entries(fields)
        .filter(([, value]) => value !== undefined)
        .sort(([x], [y]) => (x < y ? -1 : 1)),
    );
  return text(a) === text(b);
}
