import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { Message, MessageHandler } from '../../ports/queue.ts';
import type { Database } from './database.ts';
import type { Claim, QueueStore } from './queue-store.ts';
import { faultOf, judge, type Verdict } from './queue-verdict.ts';
import type { RetryPolicy } from './retry-policy.ts';
import type { SetTimer } from './timer.ts';

export interface QueueWorkerOptions {
  readonly queue: string;
  readonly handler: MessageHandler;
  readonly settings: Claim & RetryPolicy;
  readonly database: Database;
  readonly store: QueueStore;
  readonly clock: Clock;
  readonly log: Log;
  readonly setTimer: SetTimer;
  /** Whether messages may be delivered at the moment. */
  readonly isStarted: () => boolean;
}

export interface QueueWorker {
  readonly queue: string;
  /** There may be something to deliver. Any number of calls, at any time; it is only a hint. */
  wake(): void;
  isBusy(): boolean;
  /** Waits until nothing is in work; rejects if the storage failed meanwhile. */
  rest(): Promise<void>;
  cancelTimer(): void;
}

/**
 * Delivers one queue, one batch at a time. The verdicts on a batch and the claim of the next one are one
 * transaction, so a busy queue costs one commit for each batch.
 */
export function createQueueWorker(options: QueueWorkerOptions): QueueWorker {
  const { queue, handler, settings, database, store, clock, log, setTimer, isStarted } = options;
  let running: Promise<unknown> | undefined;
  let isWoken = false;
  let cancelTimer = () => {};

  function wake(): void {
    if (!isStarted()) return;
    isWoken = true;
    running ??= run();
  }

  /** Answers with the fault of the storage, if there was one. */
  async function run(): Promise<unknown> {
    try {
      while (isWoken) {
        isWoken = false;
        await deliverAll();
      }
      return undefined;
    } catch (fault) {
      // What was claimed becomes visible again by itself, and the poll wakes this worker.
      // SQLite's messages name tables and columns, never what is in them.
      log.error('queue stalled', { queue, error: faultOf(fault).message });
      return fault;
    } finally {
      running = undefined;
    }
  }

  async function deliverAll(): Promise<void> {
    let verdicts: readonly Verdict[] = [];
    for (;;) {
      const messages = await settleAndClaim(verdicts);
      if (messages.length === 0) return;
      verdicts = await judge(messages, handler, settings);
    }
  }

  async function settleAndClaim(verdicts: readonly Verdict[]): Promise<readonly Message[]> {
    const { messages, nextVisibleAt } = await database.transact(() => {
      for (const verdict of verdicts) settle(verdict, store, clock);
      const claimed = isStarted() ? store.claim(queue, settings) : [];
      return { messages: claimed, nextVisibleAt: store.nextVisibleAt(queue) };
    });
    for (const verdict of verdicts) tell(verdict, queue, log);
    if (messages.length === 0 && nextVisibleAt !== undefined) wakeAt(nextVisibleAt);
    return messages;
  }

  function wakeAt(time: number): void {
    cancelTimer();
    if (isStarted()) cancelTimer = setTimer(Math.max(0, time - clock()), wake);
  }

  return {
    queue,
    wake,
    isBusy: () => running !== undefined,
    async rest() {
      const fault = await running;
      if (fault !== undefined) throw fault;
    },
    cancelTimer: () => cancelTimer(),
  };
}

function settle(verdict: Verdict, store: QueueStore, clock: Clock): void {
  if (verdict.kind === 'done') store.remove(verdict.message);
  else if (verdict.kind === 'retry') store.retryAt(verdict.message, clock() + verdict.waitMs);
  else store.bury(verdict.message, verdict.fault.message);
}

function tell(verdict: Verdict, queue: string, log: Log): void {
  if (verdict.kind === 'done') return;
  const { message, fault } = verdict;
  const fields = { queue, message: message.id, attempt: message.attempt, error: fault.name };
  if (verdict.kind === 'retry') log.warn('message will be retried', { ...fields, retryInMs: verdict.waitMs });
  else log.error('message became a dead letter', fields);
}
