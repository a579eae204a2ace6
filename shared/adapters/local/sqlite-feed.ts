import * as z from 'zod';
import type { Change, ChangeFeed, Item } from '../../ports/table.ts';
import type { Database } from './database.ts';
import { storedItem } from './item-row.ts';

/** The change feed of the local table, with what a publisher in this process needs around it. */
export interface LocalFeed extends ChangeFeed {
  /**
   * Calls the listener after each commit that changed something (several writes may share one commit). It must not
   * throw. Writes of another process are not heard; only the one home of a folder writes items.
   */
  onChange(listener: () => void): () => void;
  /** How far a consumer has read; 0 for one that never saved. */
  readCursor(consumer: string): Promise<number>;
  saveCursor(consumer: string, cursor: number): Promise<void>;
  /** Forgets the changes up to and including this cursor. Cursors go on growing from where they were. */
  trim(upTo: number): Promise<void>;
}

const changeRow = z.object({
  cursor: z.number(),
  pk: z.string(),
  sk: z.string(),
  before_version: z.number().nullable(),
  before_data: z.string().nullable(),
  before_index_pk: z.string().nullable(),
  before_index_sk: z.string().nullable(),
  after_version: z.number().nullable(),
  after_data: z.string().nullable(),
  after_index_pk: z.string().nullable(),
  after_index_sk: z.string().nullable(),
});

const cursorRow = z.object({ cursor: z.number() });

/** The triggers of the database write the feed; this reads it. `wake` tells the listeners that there is something. */
export function createSqliteFeed(database: Database): { readonly feed: LocalFeed; wake(): void } {
  const listeners = new Set<() => void>();

  const feed: LocalFeed = {
    async read({ after, limit }) {
      return database
        .statement('SELECT * FROM changes WHERE cursor > ? ORDER BY cursor LIMIT ?')
        .all(after, limit)
        .map(changeFromRow);
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async readCursor(consumer) {
      const row = database.statement('SELECT cursor FROM feed_cursors WHERE consumer = ?').get(consumer);
      return row === undefined ? 0 : cursorRow.parse(row).cursor;
    },
    async saveCursor(consumer, cursor) {
      await database.transact(() =>
        database
          .statement(
            'INSERT INTO feed_cursors VALUES (?, ?) ON CONFLICT (consumer) DO UPDATE SET cursor = excluded.cursor',
          )
          .run(consumer, cursor),
      );
    },
    async trim(upTo) {
      await database.transact(() => database.statement('DELETE FROM changes WHERE cursor <= ?').run(upTo));
    },
  };

  return {
    feed,
    wake() {
      for (const listener of listeners) listener();
    },
  };
}

function changeFromRow(row: unknown): Change {
  const { cursor, pk, sk, ...c } = changeRow.parse(row);
  const key = { pk, sk };
  return {
    cursor,
    key,
    before: side(key, c.before_version, c.before_data, c.before_index_pk, c.before_index_sk),
    after: side(key, c.after_version, c.after_data, c.after_index_pk, c.after_index_sk),
  };
}

function side(
  key: Item['key'],
  version: number | null,
  data: string | null,
  indexPk: string | null,
  indexSk: string | null,
): Item | undefined {
  return version === null || data === null ? undefined : storedItem(key, version, data, indexPk, indexSk);
}
