import { applyEntry, type Deal } from '../domain/deal.ts';
import { type DealRefusal, type Decision, decide, type Report } from '../domain/decide-report.ts';
import { isTooLongForKey, nameKey } from '../domain/names.ts';
import type { Key, Put, Table } from '../ports/table.ts';
import { dealWrites, getDeal, type StoredDeal } from './deals.ts';
import { ledgerKey, ordered, reportedBy } from './keys.ts';
import { plain } from './plain.ts';
import type { Next, Planned, Submission } from './submission.ts';

export type Outcome =
  | { readonly kind: 'stored'; readonly deal: Deal; readonly seq: number; readonly first: boolean }
  | { readonly kind: 'unchanged'; readonly deal: Deal }
  | { readonly kind: 'refused'; readonly reason: RefusalReason; readonly deal: Deal | undefined };

export type RefusalReason = DealRefusal | 'key-reused';

/** Makes a repeat of one request safe: the key that the client chose, and a digest of what it sent. */
export interface Idempotency {
  readonly key: Key;
  readonly digest: string;
}

/** A report with its deal. */
export const reportSubmission = (
  table: Table,
  report: Report,
  idempotency: Idempotency | undefined,
  resolve: (outcome: Outcome) => void,
): Omit<Submission, 'reject'> => ({
  subject: `DEAL#${report.dealId}`,
  async prepare(recordedAt) {
    const [before, repeats] = await Promise.all([
      getDeal(table, report.dealId),
      repeated(table, idempotency),
    ]);
    const reporter = reporterKey(report, before?.deal);
    const recent = reporter === undefined ? 0 : await recentReports(table, reporter, recordedAt);
    return (next) => {
      const isBurst = countOne(next.reportsBy, reporter, recent) > MOST_TYPED;
      const decision = repeats ?? decide(before?.deal, report, isBurst);
      return decision.kind === 'store'
        ? stored({ report, before, decision, idempotency, resolve }, next)
        : { writes: [], answer: () => resolve(withoutStoring(decision, before?.deal)) };
    };
  },
});

function stored(
  {
    report,
    before,
    decision,
    idempotency,
    resolve,
  }: {
    readonly report: Report;
    readonly before: StoredDeal | undefined;
    readonly decision: Extract<Decision, { kind: 'store' }>;
    readonly idempotency: Idempotency | undefined;
    readonly resolve: (outcome: Outcome) => void;
  },
  { seq, recordedAt }: Next,
): Planned {
  const entry = { ...decision.entry, seq, recordedAt };
  const deal = applyEntry(before?.deal, entry);
  const once: Put[] =
    idempotency === undefined
      ? []
      : [{ put: idempotency.key, data: { digest: idempotency.digest }, when: 'absent' }];
  return {
    writes: [
      ...dealWrites(before, deal),
      { put: ledgerKey(seq), data: plain(entry), when: 'absent' },
      ...once,
    ],
    answer: () => resolve({ kind: 'stored', deal, seq, first: isFirst(before, report) }),
  };
}

type NotStored =
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'refused'; readonly reason: RefusalReason };

/** The same key with the same content is a repeat; with another content it is a mistake of the client. */
async function repeated(table: Table, idempotency: Idempotency | undefined): Promise<NotStored | undefined> {
  const known = idempotency && (await table.get(idempotency.key));
  if (known === undefined) return undefined;
  return known.data.digest === idempotency?.digest
    ? { kind: 'unchanged' }
    : { kind: 'refused', reason: 'key-reused' };
}

function withoutStoring(decision: NotStored, deal: Deal | undefined): Outcome {
  if (decision.kind === 'refused') return { ...decision, deal };
  if (deal === undefined) throw new Error('A report about a deal that does not exist cannot be a repeat.');
  return { kind: 'unchanged', deal };
}

/** Nobody logs more deals than this within a minute by hand. What is more comes out of a list, and tells of the past. */
const MOST_TYPED = 20;
const MINUTE = 60_000;

/** Who closes a deal with the report; undefined where it closes none, or nobody is named. */
function reporterKey(report: Report, deal: Deal | undefined): string | undefined {
  if (report.kind !== 'loss' && report.kind !== 'win') return undefined;
  const name = report.report.owner ?? deal?.open.owner;
  return name === undefined || isTooLongForKey(name) ? undefined : nameKey(name);
}

/** Deals that somebody reported on within the last minute, up to as many as matter. */
async function recentReports(table: Table, reporter: string, now: number): Promise<number> {
  const { items } = await table.query({
    pk: reportedBy(reporter),
    onIndex: true,
    sk: { from: ordered(Math.max(0, now - MINUTE)) },
    limit: MOST_TYPED,
  });
  return items.length;
}

/** Counts one more report of a person, and says how many there are with those of before. */
function countOne(counts: Map<string, number>, reporter: string | undefined, before: number): number {
  if (reporter === undefined) return 0;
  const now = (counts.get(reporter) ?? 0) + 1;
  counts.set(reporter, now);
  return before + now;
}

/** Does the report make something that was not there: a deal, a loss or win of an open deal, a mention? */
function isFirst(before: StoredDeal | undefined, report: Report): boolean {
  switch (report.kind) {
    case 'update':
      return before === undefined;
    case 'loss':
    case 'win':
      return before?.deal.closing === undefined;
    case 'mention':
      return true;
    case 'withdraw':
    case 'withdraw-mention':
      return false;
  }
}
