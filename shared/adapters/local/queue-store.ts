import * as z from 'zod';
import type { Clock } from '../../ports/clock.ts';
import type { Message } from '../../ports/queue.ts';
import type { Database } from './database.ts';

export interface Claim {
  readonly batchSize: number;
  readonly maxAttempts: number;
  /** How long the messages stay hidden if nothing more is heard of them. */
  readonly visibilityTimeoutMs: number;
}

const messageRow = z.object({ id: z.number(), body: z.string(), attempts: z.number() });
const visibleRow = z.object({ visible_at: z.number().nullable() });

/** A message that was delivered as often as it may be, without an answer: it takes the process down with it. */
const NO_ANSWER = 'Every delivery ended without an answer: the process stopped while it handled the message.';

/** The messages of all queues on disk. All but the reads belong into a transaction. */
export interface QueueStore {
  insert(queue: string, body: string): string;
  /** Hides the oldest visible messages for a while, counts the attempt, and gives them to the caller. */
  claim(queue: string, claim: Claim): readonly Message[];
  /**
   * Makes visible at once what a process that is gone had claimed, before what came later; answers how many there
   * were. Only the home of the folder may do so.
   */
  releaseClaims(): number;
  /** Makes visible what nobody has tried yet: it is hidden only where the clock was set back since it was sent. */
  showUndelivered(): void;
  remove(message: Message): void;
  retryAt(message: Message, visibleAt: number): void;
  bury(message: Message, error: string): void;
  hasVisible(queue: string): boolean;
  nextVisibleAt(queue: string): number | undefined;
}

export function createQueueStore(database: Database, clock: Clock): QueueStore {
  const sql = database.statement;

  function claimOne(message: Message, { visibilityTimeoutMs }: Claim): Message {
    sql('UPDATE queue_messages SET claimed = 1, attempts = ?, visible_at = ? WHERE id = ?').run(
      message.attempt,
      clock() + visibilityTimeoutMs,
      message.id,
    );
    return message;
  }

  function bury(message: Message, error: string): void {
    sql(
      `INSERT INTO dead_letters (id, queue, body, attempts, error, enqueued_at, died_at)
       SELECT id, queue, body, attempts, ?, enqueued_at, ? FROM queue_messages WHERE id = ?`,
    ).run(error, clock(), message.id);
    remove(message);
  }

  function remove({ id }: Message): void {
    sql('DELETE FROM queue_messages WHERE id = ?').run(id);
  }

  function nextVisibleAt(queue: string): number | undefined {
    const row = sql('SELECT min(visible_at) AS visible_at FROM queue_messages WHERE queue = ?').get(queue);
    return visibleRow.parse(row).visible_at ?? undefined;
  }

  return {
    insert(queue, body) {
      const now = clock();
      const { lastInsertRowid } = sql(
        'INSERT INTO queue_messages (queue, body, enqueued_at, visible_at) VALUES (?, ?, ?, ?)',
      ).run(queue, body, now, now);
      return String(lastInsertRowid);
    },
    claim(queue, claim) {
      for (;;) {
        const visible = sql(
          `SELECT id, body, attempts FROM queue_messages WHERE queue = ? AND visible_at <= ?
           ORDER BY visible_at, id LIMIT ?`,
        ).all(queue, clock(), claim.batchSize);
        const messages = visible.map(messageFromRow);
        const exhausted = messages.filter(({ attempt }) => attempt > claim.maxAttempts);
        for (const message of exhausted) bury(message, NO_ANSWER);
        const deliverable = messages.filter(({ attempt }) => attempt <= claim.maxAttempts);
        if (deliverable.length > 0 || exhausted.length === 0) {
          return deliverable.map((message) => claimOne(message, claim));
        }
      }
    },
    releaseClaims() {
      const { changes } = sql(
        'UPDATE queue_messages SET claimed = 0, visible_at = min(enqueued_at, ?) WHERE claimed = 1',
      ).run(clock());
      return Number(changes);
    },
    showUndelivered() {
      const now = clock();
      sql('UPDATE queue_messages SET visible_at = ? WHERE attempts = 0 AND visible_at > ?').run(now, now);
    },
    remove,
    retryAt(message, visibleAt) {
      sql('UPDATE queue_messages SET claimed = 0, visible_at = ? WHERE id = ?').run(visibleAt, message.id);
    },
    bury,
    hasVisible(queue) {
      const next = nextVisibleAt(queue);
      return next !== undefined && next <= clock();
    },
    nextVisibleAt,
  };
}

/** The attempt that this delivery would be. */
function messageFromRow(row: unknown): Message {
  const { id, body, attempts } = messageRow.parse(row);
  return { id: String(id), body, attempt: attempts + 1 };
}
