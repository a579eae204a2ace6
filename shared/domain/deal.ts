import * as z from 'zod';
import { AS_WRITTEN, type CountedAs } from './competitors/register.ts';
import type { DealEntry } from './ledger-entry.ts';
import { type Money, parseMoney } from './money.ts';
import { competitorKey } from './names.ts';
import { type Mention, type OpenDealReport, storedReports } from './report.ts';

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

/** A record has only what was put into it: a competitor may be named like something that every object has. */
export const mentionOf = (of: Deal | undefined, key: string): Mention | undefined =>
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

/** Without the fields that are not known. */
export function defined<Fields extends object>(fields: Fields): Fields {
  const copy = { ...fields };
  for (const [name, value] of Object.entries(copy))
    if (value === undefined) Reflect.deleteProperty(copy, name);
  return copy;
}
