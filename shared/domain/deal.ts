import * as z from 'zod';
import { AS_WRITTEN, type CountedAs } from './competitors/register.ts';
import type { DealEntry, DealEntryBody } from './ledger-entry.ts';
import { decimalOf, type Money, parseMoney } from './money.ts';
import { competitorKey } from './names.ts';
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
  /** When a person last reported on it, and who; what a CRM tells of an open deal is no report of a person. */
  reported: z.object({ at: z.int(), by: z.string() }).optional(),
});

export type Deal = z.output<typeof deal>;

export type DealStatus = 'open' | 'lost' | 'won';
export const dealStatus = (of: Deal): DealStatus => of.closing?.result ?? 'open';

/** What people ask Tandem to store about one deal. */
export type Report =
  | { readonly kind: 'update'; readonly dealId: string; readonly deal: OpenDealReport }
  | ({ readonly kind: 'loss'; readonly dealId: string; readonly report: LossReport } & Imported)
  | ({ readonly kind: 'win'; readonly dealId: string; readonly report: WinReport } & Imported)
  | { readonly kind: 'mention'; readonly dealId: string; readonly mention: Mention }
  /** `competitor`: the key of its name. */
  | { readonly kind: 'withdraw-mention'; readonly dealId: string; readonly competitor: string }
  | { readonly kind: 'withdraw'; readonly dealId: string; readonly result: 'lost' | 'won' };

interface Imported {
  /** Is it part of a load of old deals, which is history and raises no alarm? */
  readonly imported?: boolean | undefined;
}

export type Decision =
  | { readonly kind: 'store'; readonly entry: DealEntryBody }
  /** The same was reported before: nothing to store. */
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'refused'; readonly reason: DealRefusal };

export type DealRefusal = 'deal-closed' | 'no-such-report' | 'no-such-mention' | 'too-many-competitors';

/**
 * Decides what a report means for the deal as it stands.
 *
 * @param isBurst Did its reporter send more within the last minute than anybody types?
 */
export function decide(current: Deal | undefined, report: Report, isBurst = false): Decision {
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
      const bulk = closes === undefined ? bulkOf(report, isBurst) : undefined;
      return {
        kind: 'store',
        entry: { type: 'DealLost', dealId, reporter: full.owner, report: full, amends, closes, bulk },
      };
    }
    case 'win': {
      const full = canonical({ ...knownOf(current), ...defined(report.report) });
      if (current?.closing?.result === 'won' && same(current.closing.report, full))
        return { kind: 'unchanged' };
      const { seq: amends, closes } = current?.closing ?? {};
      const bulk = closes === undefined ? bulkOf(report, isBurst) : undefined;
      return {
        kind: 'store',
        entry: { type: 'DealWon', dealId, reporter: full.owner, report: full, amends, closes, bulk },
      };
    }
    case 'mention': {
      if (current?.closing !== undefined) return { kind: 'refused', reason: 'deal-closed' };
      const key = competitorKey(report.mention.competitor);
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
    case 'withdraw-mention': {
      if (mentionOf(current, report.competitor) === undefined)
        return { kind: 'refused', reason: 'no-such-mention' };
      const reporter = current?.open.owner;
      return {
        kind: 'store',
        entry: { type: 'MentionWithdrawn', dealId, reporter, competitor: report.competitor },
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

const bulkOf = ({ imported = false }: Imported, isBurst: boolean) =>
  imported ? ('import' as const) : isBurst ? ('burst' as const) : undefined;

/** The deal after one more entry of its history. A deal is nothing but the fold of its entries. */
export function applyEntry(current: Deal | undefined, entry: DealEntry): Deal {
  const before: Deal = current ?? { id: entry.dealId, open: {}, mentions: {}, history: [] };
  const after = {
    ...before,
    history: [...before.history, entry.seq],
    reported: reportedBy(entry) ?? before.reported,
  };
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
        mentions: { ...after.mentions, [competitorKey(entry.mention.competitor)]: entry.mention },
      };
    case 'MentionWithdrawn': {
      const mentions = Object.entries(after.mentions).filter(([key]) => key !== entry.competitor);
      return { ...after, mentions: Object.fromEntries(mentions) };
    }
    case 'ReportWithdrawn':
      // What the withdrawn report knew of the deal is still known.
      return { ...after, open: { ...after.open, ...fieldsOf(before.closing?.report) }, closing: undefined };
  }
}

const reportedBy = ({ type, recordedAt: at, reporter: by }: DealEntry): Deal['reported'] =>
  type === 'DealUpdated' || by === undefined ? undefined : { at, by };

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

/** Keys of the names that the deal has for competitors: in its mentions, and in the report that closed it. */
export function competitorsIn({ mentions, closing: end }: Deal): string[] {
  const named = end?.report.competitor;
  return [...new Set([...Object.keys(mentions), ...(named === undefined ? [] : [competitorKey(named)])])];
}

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

/**
 * What became of a mention: of the deal's end, or of what was said while it is open. Two names of one competitor are the
 * same one in it.
 */
export function mentionStatus(
  of: Deal,
  key: string,
  countedAs: CountedAs = AS_WRITTEN,
): 'identified' | 'active' | 'beaten' | 'lost-to' {
  const { closing: end } = of;
  if (end?.result === 'won') return 'beaten';
  if (
    end?.result === 'lost' &&
    end.report.outcome === 'competitor' &&
    isSame(competitorKey(end.report.competitor ?? ''), key, countedAs)
  ) {
    return 'lost-to';
  }
  const said = mentionOf(of, key);
  return said?.threat === undefined && said?.incumbent === undefined ? 'identified' : 'active';
}

const isSame = (a: string, b: string, countedAs: CountedAs): boolean =>
  a === b || (countedAs(a) !== null && countedAs(a) === countedAs(b));

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
