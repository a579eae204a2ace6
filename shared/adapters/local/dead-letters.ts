import * as z from 'zod';
import type { Clock } from '../../ports/clock.ts';
import type { Database } from './database.ts';

/** A message that failed as often as it may. It waits for a person, who mends the cause and replays it. */
interface DeadLetter {
  readonly id: string;
  readonly queue: string;
  readonly body: string;
  readonly attempts: number;
  /** The message of the last error. */
  readonly error: string;
  /** Milliseconds since 1970. */
  readonly enqueuedAt: number;
  readonly diedAt: number;
}

export interface DeadLetters {
  /** The oldest first; of one queue, or of all. */
  list(queue?: string): Promise<readonly DeadLetter[]>;
  count(): Promise<number>;
  /** Puts them back into their queues with all attempts ahead of them. Answers how many there were. */
  replay(ids: readonly string[] | 'all'): Promise<number>;
}

const letterRow = z.object({
  id: z.number(),
  queue: z.string(),
  body: z.string(),
  attempts: z.number(),
  error: z.string(),
  enqueued_at: z.number(),
  died_at: z.number(),
});

const countRow = z.object({ letters: z.number() });

/** `replayed` is called when replayed messages are on disk. A home hears of another process's by polling. */
export function createDeadLetters(database: Database, clock: Clock, replayed: () => void): DeadLetters {
  function replayWhere(condition: string, ...parameters: readonly string[]): number {
    database
      .statement(
        `INSERT INTO queue_messages (id, queue, body, enqueued_at, visible_at)
         SELECT id, queue, body, enqueued_at, ? FROM dead_letters WHERE ${condition}`,
      )
      .run(clock(), ...parameters);
    return Number(
      database.statement(`DELETE FROM dead_letters WHERE ${condition}`).run(...parameters).changes,
    );
  }

  return {
    async list(queue) {
      const all = 'SELECT * FROM dead_letters';
      const rows =
        queue === undefined
          ? database.statement(`${all} ORDER BY died_at, id`).all()
          : database.statement(`${all} WHERE queue = ? ORDER BY died_at, id`).all(queue);
      return rows.map(letterFromRow);
    },
    async count() {
      return countRow.parse(database.statement('SELECT count(*) AS letters FROM dead_letters').get()).letters;
    },
    replay(ids) {
      return database.transact((afterCommit) => {
        afterCommit(replayed);
        if (ids === 'all') return replayWhere('TRUE');
        return ids.reduce((count, id) => count + replayWhere('id = ?', id), 0);
      });
    },
  };
}

function letterFromRow(row: unknown): DeadLetter {
  const { id, queue, body, attempts, error, enqueued_at, died_at } = letterRow.parse(row);
  return { id: String(id), queue, body, attempts, error, enqueuedAt: enqueued_at, diedAt: died_at };
}
