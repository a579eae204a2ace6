import { type Deal, defined, fieldsOf, mentionOf, moneyOf } from './deal.ts';
import type { DealEntryBody } from './ledger-entry.ts';
import { decimalOf } from './money.ts';
import { competitorKey } from './names.ts';
import type { LossReport, Mention, OpenDealReport, WinReport } from './report.ts';

/** A deal takes part in at most this many competitors' lists of open deals. */
const MAX_MENTIONS = 20;

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

/** The note that comes with a report. */
export function noteIn(report: Report): string | undefined {
  switch (report.kind) {
    case 'loss':
    case 'win':
      return report.report.note;
    case 'mention':
      return report.mention.note;
    default:
      return undefined;
  }
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
      const { owner: reporter, account } = current?.open ?? {};
      return {
        kind: 'store',
        entry: { type: 'CompetitorMentioned', dealId, reporter, account, mention: report.mention },
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

const knownOf = (current: Deal | undefined) => fieldsOf(current?.open);

/** The same report has one form: absent fields are left out, and equal amounts are written alike. */
function canonical<Known extends { amount?: string | undefined; currency?: string | undefined }>(
  report: Known,
): Known {
  const money = moneyOf(report);
  return defined(money === undefined ? report : { ...report, amount: decimalOf(money) });
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
