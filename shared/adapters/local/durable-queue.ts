import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { MessageHandler } from '../../ports/queue.ts';
import type { Database } from './database.ts';
import { createDeadLetters, type DeadLetters } from './dead-letters.ts';
import { createQueueStore } from './queue-store.ts';
import { createQueueWorker, type QueueWorker } from './queue-worker.ts';
import type { RetryPolicy } from './retry-policy.ts';
import { createSteadyClock } from './steady-clock.ts';
import { type SetTimer, setUnrefTimer } from './timer.ts';

export interface DurableQueuesOptions {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Log;
  readonly retry: RetryPolicy;
  readonly setTimer?: SetTimer;
  /** How often to look for messages that another process put there. */
  readonly pollMs?: number;
}

interface SubscribeOptions extends Partial<RetryPolicy> {
  readonly batchSize?: number;
  readonly visibilityTimeoutMs?: number;
}

export interface DurableQueues {
  /** Resolves with the message's id when the message is on disk. Sends of one turn share one commit. */
  send(queue: string, body: string): Promise<string>;
  /** All of them or none. */
  sendMany(queue: string, bodies: readonly string[]): Promise<readonly string[]>;
  /** One handler for each queue. Messages of a queue without one wait. */
  subscribe(queue: string, handler: MessageHandler, options?: SubscribeOptions): void;
  start(): Promise<void>;
  /**
   * Delivers nothing more and waits for the handlers that run, however long they take: who has no patience may end
   * the process, and the next home delivers their messages again.
   */
  stop(): Promise<void>;
  /**
   * Resolves when no message of a subscribed queue is visible or in work; what waits for a retry is not visible. At
   * once if not started. Rejects if the storage fails.
   */
  idle(): Promise<void>;
  readonly deadLetters: DeadLetters;
}

const DEFAULTS = { batchSize: 10, visibilityTimeoutMs: 30_000 };

/**
 * Queues in the home's own database, with the promises of an SQS queue before a Lambda function: at least once,
 * roughly in order, with retries, and with dead letters in the end.
 *
 * A message is claimed before it is handled, which hides it for the visibility timeout. If the process dies, the
 * next home on the folder makes it visible at once. A handler that runs longer than the timeout is not called again
 * meanwhile, since a queue has one call at a time and a folder has one home; its answer still counts when it comes.
 *
 * Nothing waits for a timer on the main path: a message is delivered in the turn after its commit, also where the clock
 * was set back meanwhile, be it under this home or before it started.
 */
export function createDurableQueues(options: DurableQueuesOptions): DurableQueues {
  const { database, log, retry, setTimer = setUnrefTimer, pollMs = 1000 } = options;
  const clock = createSteadyClock(options.clock);
  const store = createQueueStore(database, clock);
  const workers = new Map<string, QueueWorker>();
  let isStarted = false;
  let cancelPoll = () => {};

  function wakeAll(): void {
    for (const worker of workers.values()) worker.wake();
  }

  function poll(): void {
    wakeAll();
    cancelPoll = setTimer(pollMs, poll);
  }

  function sendMany(queue: string, bodies: readonly string[]): Promise<readonly string[]> {
    return database.transact((afterCommit) => {
      const worker = workers.get(queue);
      if (worker !== undefined) afterCommit(worker.wake);
      return bodies.map((body) => store.insert(queue, body));
    });
  }

  async function releaseClaims(): Promise<void> {
    if (!database.locked) return;
    const messages = await database.transact(() => {
      store.showUndelivered();
      return store.releaseClaims();
    });
    if (messages > 0) log.info('claims released', { messages });
  }

  return {
    async send(queue, body) {
      const [id = ''] = await sendMany(queue, [body]);
      return id;
    },
    sendMany,
    subscribe(queue, handler, subscription = {}) {
      if (workers.has(queue)) throw new Error(`The queue ${queue} already has a handler.`);
      const settings = { ...DEFAULTS, ...retry, ...subscription };
      const worker = createQueueWorker({
        queue,
        handler,
        settings,
        database,
        store,
        clock,
        log,
        setTimer,
        isStarted: () => isStarted,
      });
      workers.set(queue, worker);
      worker.wake();
    },
    async start() {
      if (isStarted) return;
      await releaseClaims();
      isStarted = true;
      poll();
    },
    async stop() {
      isStarted = false;
      cancelPoll();
      for (const worker of workers.values()) worker.cancelTimer();
      await Promise.allSettled([...workers.values()].map((worker) => worker.rest()));
    },
    async idle() {
      while (isStarted) {
        await Promise.all([...workers.values()].map((worker) => worker.rest()));
        // In a transaction, so that it comes after the sends that were asked for before.
        const waiting = await database.transact(() =>
          [...workers.values()].filter((worker) => worker.isBusy() || store.hasVisible(worker.queue)),
        );
        if (waiting.length === 0) return;
        for (const worker of waiting) worker.wake();
      }
    },
    deadLetters: createDeadLetters(database, clock, wakeAll),
  };
}
