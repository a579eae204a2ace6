import { applyEntry, type Deal, type Decision, decide, type Report } from '../domain/deal.ts';
import type { LedgerEntry } from '../domain/ledger-entry.ts';
import type { Clock } from '../ports/clock.ts';
import { type Key, MAX_WRITES, type Table, type Write } from '../ports/table.ts';
import { dealWrites, getDeals, type StoredDeal } from './deals.ts';
import { ledgerKey } from './keys.ts';
import { lastEntry } from './ledger.ts';
import { plain } from './plain.ts';

export type Outcome =
  | { readonly kind: 'stored'; readonly deal: Deal; readonly seq: number; readonly first: boolean }
  | { readonly kind: 'unchanged'; readonly deal: Deal }
  | { readonly kind: 'refused'; readonly reason: RefusalReason; readonly deal: Deal | undefined };

export type RefusalReason = Extract<Decision, { kind: 'refused' }>['reason'] | 'key-reused';

/** Makes a repeat of one request safe: the key that the client chose, and a digest of what it sent. */
export interface Idempotency {
  readonly key: Key;
  readonly digest: string;
}

/** Stores a report in one atomic write of the deal and the next ledger entry, or says why not. */
export type Recorder = (report: Report, idempotency?: Idempotency) => Promise<Outcome>;

interface Waiting {
  readonly report: Report;
  readonly idempotency: Idempotency | undefined;
  readonly resolve: (outcome: Outcome) => void;
  readonly reject: (fault: unknown) => void;
}

/**
 * The clock of this machine is far behind the newest entry. Either it is wrong, or the one that stamped that entry was. To
 * go on would stamp every report with that time for as long as the difference lasts, and entries cannot be changed.
 */
export class ClockError extends Error {
  override readonly name = 'ClockError';
}

/** A clock that is set back by less than this is a correction; time then stands still for a while. */
const LARGEST_STEP_BACK = 86_400_000;

function nextTime(now: number, last: number): number {
  if (last - now > LARGEST_STEP_BACK) {
    throw new ClockError(
      `The newest report is of ${new Date(last).toISOString()}, and the clock says ${new Date(now).toISOString()}.`,
    );
  }
  return Math.max(now, last);
}

/** A write of another process came in between this often: something is wrong, and the caller should try again later. */
const MAX_ATTEMPTS = 50;
/** Reports in one write. Each needs a deal and an entry; the rest of a transaction is left for lists and keys. */
const MAX_BATCH = 25;

/**
 * Reports that arrive while a write is under way wait and go together into the next one. So one process never
 * competes with itself for the next number of the ledger, and a burst costs few transactions. Against other processes
 * the conditions of the write decide: who comes second reads again.
 */
export function createRecorder({ table, clock }: { readonly table: Table; readonly clock: Clock }): Recorder {
  let waiting: Waiting[] = [];
  let running = false;

  async function run(): Promise<void> {
    running = true;
    while (waiting.length > 0) await store(nextBatch());
    running = false;
  }

  /** All together; or one by one, where one of them spoils it for the others or they are too large together. */
  async function store(batch: readonly Waiting[]): Promise<void> {
    try {
      await storeBatch(batch);
    } catch (fault) {
      if (batch.length === 1) for (const { reject } of batch) reject(fault);
      else for (const one of batch) await store([one]);
    }
  }

  /** The oldest reports about different deals: one transaction may write an item only once. */
  function nextBatch(): Waiting[] {
    const deals = new Set<string>();
    const batch: Waiting[] = [];
    const later: Waiting[] = [];
    for (const one of waiting) {
      if (batch.length < MAX_BATCH && !deals.has(one.report.dealId)) batch.push(one);
      else later.push(one);
      deals.add(one.report.dealId);
    }
    waiting = later;
    return batch;
  }

  async function storeBatch(batch: readonly Waiting[]): Promise<void> {
    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
      const { writes, answers, postponed } = await plan(batch);
      const result = writes.length === 0 ? { kind: 'written' as const } : await table.write(writes);
      if (result.kind === 'condition-failed') continue;
      waiting = [...postponed, ...waiting];
      for (const { one, outcome } of answers) one.resolve(outcome);
      return;
    }
    throw new Error(
      `The ledger was busy: ${MAX_ATTEMPTS} attempts to append were overtaken by other processes.`,
    );
  }

  /** What the batch means for what is stored now. What does not fit into one write is postponed to the next. */
  async function plan(batch: readonly Waiting[]): Promise<Plan> {
    const [tail, deals, digests] = await Promise.all([
      lastEntry(table),
      getDeals(
        table,
        batch.map(({ report }) => report.dealId),
      ),
      knownDigests(batch),
    ]);
    const recordedAt = nextTime(clock(), tail?.recordedAt ?? 0);
    let seq = tail?.seq ?? 0;
    const writes: Write[] = [];
    const answers: Answer[] = [];
    const postponed: Waiting[] = [];
    for (const one of batch) {
      const { report, idempotency } = one;
      const before = deals.get(report.dealId);
      const digest = idempotency && digests.get(keyText(idempotency.key));
      const decision =
        digest === undefined ? decide(before?.deal, report) : repeated(digest === idempotency?.digest);
      if (decision.kind !== 'store') {
        answers.push({ one, outcome: withoutStoring(decision, before?.deal) });
        continue;
      }
      const entry: LedgerEntry = { ...decision.entry, seq: seq + 1, recordedAt };
      const after = applyEntry(before?.deal, entry);
      const mine: Write[] = [
        ...dealWrites(before, after),
        { put: ledgerKey(entry.seq), data: plain(entry), when: 'absent' },
      ];
      if (idempotency !== undefined) {
        mine.push({ put: idempotency.key, data: { digest: idempotency.digest }, when: 'absent' });
      }
      if (writes.length + mine.length > MAX_WRITES) {
        postponed.push(one);
        continue;
      }
      seq = entry.seq;
      writes.push(...mine);
      answers.push({ one, outcome: { kind: 'stored', deal: after, seq, first: isFirst(before, report) } });
    }
    return { writes, answers, postponed };
  }

  /** What earlier requests with these idempotency keys said. */
  async function knownDigests(batch: readonly Waiting[]): Promise<ReadonlyMap<string, unknown>> {
    const keys = batch.flatMap(({ idempotency }) => (idempotency === undefined ? [] : [idempotency.key]));
    const items = keys.length === 0 ? [] : await table.getMany(keys);
    return new Map(items.map((item) => [keyText(item.key), item.data.digest]));
  }

  return (report, idempotency) =>
    new Promise((resolve, reject) => {
      waiting.push({ report, idempotency, resolve, reject });
      if (!running) void run();
    });
}

interface Answer {
  readonly one: Waiting;
  readonly outcome: Outcome;
}

interface Plan {
  readonly writes: readonly Write[];
  readonly answers: readonly Answer[];
  readonly postponed: readonly Waiting[];
}

type NotStored =
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'refused'; readonly reason: RefusalReason };

/** The same key with the same content is a repeat; with another content it is a mistake of the client. */
const repeated = (isSame: boolean): NotStored =>
  isSame ? { kind: 'unchanged' } : { kind: 'refused', reason: 'key-reused' };

function withoutStoring(decision: NotStored, deal: Deal | undefined): Outcome {
  if (decision.kind === 'refused') return { ...decision, deal };
  if (deal === undefined) throw new Error('A report about a deal that does not exist cannot be a repeat.');
  return { kind: 'unchanged', deal };
}

const keyText = ({ pk, sk }: Key): string => JSON.stringify([pk, sk]);

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
      return false;
  }
}
