import type { RegisterCommand } from '../domain/competitors/decide-register.ts';
import type { Report } from '../domain/decide-report.ts';
import { type OperatorSettings, operatedBy } from '../domain/detection/detection-settings.ts';
import { sameJson } from '../domain/same-json.ts';
import type { Clock } from '../ports/clock.ts';
import { MAX_WRITES, type Table, type Write } from '../ports/table.ts';
import { lastEntry } from './ledger.ts';
import { type RegisterOutcome, registerSubmission } from './record-competitor.ts';
import { type Idempotency, type Outcome, reportSubmission } from './record-report.ts';
import { type ChangeOfSettings, currentSettings, settingsSubmission } from './record-settings.ts';
import type { Submission } from './submission.ts';

/** The one way into the ledger. What is stored is one atomic write of the entry and of what follows at once from it. */
export interface Recorder {
  /** Stores a report with its deal, or says why not. */
  record(report: Report, idempotency?: Idempotency): Promise<Outcome>;
  /** Stores what somebody decided about competitors with the names it is about, or says why not. */
  decide(command: RegisterCommand): Promise<RegisterOutcome>;
  /** Stores what the operator wants, if the ledger does not go by it already. */
  configure(wanted: OperatorSettings): Promise<'stored' | 'unchanged'>;
  /** Changes the settings with a pure function of those in force at the end of the ledger. The same again stores nothing. */
  adjust(change: ChangeOfSettings): Promise<'stored' | 'unchanged'>;
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
/** Submissions in one write. A report needs a deal and an entry; the rest of a transaction is left for lists and keys. */
const MAX_BATCH = 25;

/**
 * What arrives while a write is under way waits and goes together into the next one. So one process never competes with
 * itself for the next number of the ledger, and a burst costs few transactions. Against other processes the conditions of
 * the write decide: who comes second reads again.
 */
export function createRecorder({ table, clock }: { readonly table: Table; readonly clock: Clock }): Recorder {
  let waiting: Submission[] = [];
  let running = false;

  async function run(): Promise<void> {
    running = true;
    while (waiting.length > 0) await store(nextBatch());
    running = false;
  }

  /** All together; or one by one, where one of them spoils it for the others or they are too large together. */
  async function store(batch: readonly Submission[]): Promise<void> {
    try {
      await storeBatch(batch);
    } catch (fault) {
      if (batch.length === 1) for (const { reject } of batch) reject(fault);
      else for (const one of batch) await store([one]);
    }
  }

  /** The oldest submissions about different subjects: one transaction may write an item only once. */
  function nextBatch(): Submission[] {
    const subjects = new Set<string>();
    const batch: Submission[] = [];
    const later: Submission[] = [];
    for (const one of waiting) {
      if (batch.length < MAX_BATCH && !subjects.has(one.subject)) batch.push(one);
      else later.push(one);
      subjects.add(one.subject);
    }
    waiting = later;
    return batch;
  }

  async function storeBatch(batch: readonly Submission[]): Promise<void> {
    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
      const { writes, answers, postponed } = await plan(batch);
      const result = writes.length === 0 ? { kind: 'written' as const } : await table.write(writes);
      if (result.kind === 'condition-failed') continue;
      waiting = [...postponed, ...waiting];
      for (const answer of answers) answer();
      return;
    }
    throw new Error(
      `The ledger was busy: ${MAX_ATTEMPTS} attempts to append were overtaken by other processes.`,
    );
  }

  /** What the batch means for what is stored now. What does not fit into one write is postponed to the next. */
  async function plan(batch: readonly Submission[]) {
    const tail = await lastEntry(table);
    const now = clock();
    const recordedAt = nextTime(now, tail?.recordedAt ?? 0);
    const moment = { recordedAt, isStanding: recordedAt > now };
    const prepared = await Promise.all(
      batch.map(async (one) => ({ one, decide: await one.prepare(moment) })),
    );
    let seq = (tail?.seq ?? 0) + 1;
    const reportsBy = new Map<string, number>();
    const writes: Write[] = [];
    const answers: (() => void)[] = [];
    const postponed: Submission[] = [];
    for (const { one, decide } of prepared) {
      const planned = decide({ seq, recordedAt, reportsBy });
      if (writes.length + planned.writes.length > MAX_WRITES && writes.length > 0) {
        postponed.push(one);
        continue;
      }
      if (planned.writes.length > 0) seq += 1;
      writes.push(...planned.writes);
      answers.push(planned.answer);
    }
    return { writes, answers, postponed };
  }

  function submit<Result>(
    submission: (resolve: (result: Result) => void) => Omit<Submission, 'reject'>,
  ): Promise<Result> {
    return new Promise((resolve, reject) => {
      waiting.push({ ...submission(resolve), reject });
      if (!running) void run();
    });
  }

  async function adjust(change: ChangeOfSettings): Promise<'stored' | 'unchanged'> {
    // Mostly there is nothing to do, and that must work on a full disk and with a wrong clock too.
    const before = await currentSettings(table);
    if (sameJson(before, change(before, clock()))) return 'unchanged';
    return await submit<'stored' | 'unchanged'>((resolve) => settingsSubmission(table, change, resolve));
  }

  return {
    record: (report, idempotency) =>
      submit<Outcome>((resolve) => reportSubmission(table, report, idempotency, resolve)),
    decide: (command) => submit<RegisterOutcome>((resolve) => registerSubmission(table, command, resolve)),
    configure: (wanted) => adjust((before, at) => operatedBy(before, wanted, at)),
    adjust,
  };
}
