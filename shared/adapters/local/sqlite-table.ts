import * as z from 'zod';
import type { Condition, Item, Key, Query, Table, Write, WriteResult } from '../../ports/table.ts';
import { keyId } from '../item-key.ts';
import { encodeCursor } from '../page-cursor.ts';
import { checkKey, checkQuery, checkWrites } from '../table-limits.ts';
import { writtenItem } from '../written-item.ts';
import type { Database } from './database.ts';
import { ITEM_COLUMNS, itemFromRow } from './item-row.ts';
import { querySql } from './query-sql.ts';
import { createSqliteFeed, type LocalFeed } from './sqlite-feed.ts';

/** One write, turned into SQL when it was asked for: what the caller does to its objects later changes nothing. */
interface Step {
  readonly key: Key;
  readonly when: Condition | undefined;
  run(): void;
}

const versionRow = z.object({ version: z.number() });

/** The table port on SQLite, with its change feed. Writes of one turn of the event loop share one commit. */
export function createSqliteTable(database: Database): Table & LocalFeed {
  const { feed, wake } = createSqliteFeed(database);

  function read(key: Key): Item | undefined {
    checkKey(key);
    const row = database
      .statement(`SELECT ${ITEM_COLUMNS} FROM items WHERE pk = ? AND sk = ?`)
      .get(key.pk, key.sk);
    return row === undefined ? undefined : itemFromRow(row);
  }

  function holds({ key, when }: Step): boolean {
    if (when === undefined) return true;
    const row = database.statement('SELECT version FROM items WHERE pk = ? AND sk = ?').get(key.pk, key.sk);
    if (when === 'absent') return row === undefined;
    return row !== undefined && versionRow.parse(row).version === when.version;
  }

  /** No two writes share a key, so all conditions can be looked at before anything is written. */
  function apply(steps: readonly Step[]): WriteResult {
    const at = steps.findIndex((step) => !holds(step));
    if (at !== -1) return { kind: 'condition-failed', at };
    for (const step of steps) step.run();
    return { kind: 'written' };
  }

  return {
    ...feed,
    async get(key) {
      return read(key);
    },
    async getMany(keys) {
      const distinct = new Map(keys.map((key) => [keyId(key), key]));
      return [...distinct.values()].flatMap((key) => read(key) ?? []);
    },
    async query(query: Query) {
      checkQuery(query);
      const { text, parameters } = querySql(query);
      const rows = database.statement(text).all(...parameters);
      const items = rows.map(itemFromRow);
      const last = items.length === query.limit ? items.at(-1) : undefined;
      return last === undefined ? { items } : { items, next: encodeCursor(last, query) };
    },
    async write(writes) {
      checkWrites(writes);
      if (writes.length === 0) return { kind: 'written' };
      const steps = writes.map((write) => stepOf(database, write));
      return await database.transact((afterCommit) => {
        const result = apply(steps);
        if (result.kind === 'written') afterCommit(wake);
        return result;
      });
    },
  };
}

function stepOf(database: Database, write: Write): Step {
  if (!('put' in write)) {
    const { pk, sk } = write.delete;
    const run = () => database.statement('DELETE FROM items WHERE pk = ? AND sk = ?').run(pk, sk);
    return { key: { pk, sk }, when: write.when, run };
  }
  const { key, version, data, index } = writtenItem(write);
  const values = [key.pk, key.sk, version, JSON.stringify(data), index?.pk ?? null, index?.sk ?? null];
  // An upsert and not REPLACE, which would delete and insert and so tell the change feed a wrong story.
  const run = () =>
    database
      .statement(
        `INSERT INTO items (${ITEM_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?)
         ON CONFLICT (pk, sk) DO UPDATE SET version = excluded.version, data = excluded.data,
           index_pk = excluded.index_pk, index_sk = excluded.index_sk`,
      )
      .run(...values);
  return { key, when: write.when, run };
}
