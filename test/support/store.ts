import { onTestFinished } from 'vitest';
import { type Database, openDatabase } from '../../shared/adapters/local/database.ts';
import type { LocalFeed } from '../../shared/adapters/local/sqlite-feed.ts';
import { createSqliteTable } from '../../shared/adapters/local/sqlite-table.ts';
import { isDealEntry, type LedgerEntry } from '../../shared/domain/ledger-entry.ts';
import type { JsonObject, Put, Table, Write } from '../../shared/ports/table.ts';
import { ledgerKey } from '../../shared/store/keys.ts';
import { entriesAfter } from '../../shared/store/ledger.ts';
import { plain } from '../../shared/store/plain.ts';
import { temporaryFolder } from './temporary-folder.ts';

export interface Store {
  readonly folder: string;
  readonly table: Table & LocalFeed;
  readonly database: Database;
  /** Takes out every item, for the next run of a property. */
  empty(): Promise<void>;
}

/** An empty table in a folder of its own, closed after the test. */
export function aStore(folder = temporaryFolder(), { lock = true } = {}): Store {
  const database = openDatabase({ folder, lock });
  onTestFinished(() => database.close());
  const table = createSqliteTable(database);
  return {
    folder,
    table,
    database,
    async empty() {
      await database.transact(() => database.statement('DELETE FROM items').run());
    },
  };
}

/** The whole ledger. */
export const wholeLedger = (table: Table): Promise<LedgerEntry[]> => entriesAfter(table, 0, 1_000_000);

/** The deal that an entry is about; empty where it is about none. */
export const dealOf = (entry: LedgerEntry): string => (isDealEntry(entry) ? entry.dealId : '');

/** The items of one partition as data by sort key. */
export async function partition(table: Table, pk: string): Promise<Record<string, JsonObject>> {
  const { items } = await table.query({ pk });
  return Object.fromEntries(items.map((item) => [item.key.sk, item.data]));
}

/** Every item of the database, also those in partitions that nobody lists. */
export function allItems({ database }: Pick<Store, 'database'>): { pk: string; sk: string; data: unknown }[] {
  return database
    .statement('SELECT pk, sk, data FROM items ORDER BY pk, sk')
    .all()
    .map((row) => ({ pk: String(row.pk), sk: String(row.sk), data: JSON.parse(String(row.data)) }));
}

/** Puts entries into the ledger as they are, past the recorder. */
export async function putLedger(table: Table, entries: readonly LedgerEntry[]): Promise<void> {
  for (let start = 0; start < entries.length; start += 100) {
    await table.write(entries.slice(start, start + 100).map(ledgerPut));
  }
}
const ledgerPut = (entry: LedgerEntry): Put => ({
  put: ledgerKey(entry.seq),
  data: plain(entry),
  when: 'absent',
});

export class Crash extends Error {
  override readonly name = 'Crash';
}

/**
 * A table on which the process dies at the write with this number, the first being 1: before the write reached the
 * disk, or after it did and nobody heard of it. Every later write dies as well.
 */
export function crashingAt(table: Table, write: number, when: 'before' | 'after'): Table {
  let count = 0;
  return {
    get: (key) => table.get(key),
    getMany: (keys) => table.getMany(keys),
    query: (query) => table.query(query),
    async write(writes: readonly Write[]) {
      count += 1;
      if (count > write || (count === write && when === 'before')) throw new Crash('The process died.');
      const result = await table.write(writes);
      if (count === write) throw new Crash('The process died.');
      return result;
    },
  };
}

/** A table that calls back before each write, such as to let somebody else come in between. */
export const beforeWrites = (table: Table, callback: (writes: readonly Write[]) => Promise<void>): Table => ({
  get: (key) => table.get(key),
  getMany: (keys) => table.getMany(keys),
  query: (query) => table.query(query),
  async write(writes) {
    await callback(writes);
    return await table.write(writes);
  },
});
