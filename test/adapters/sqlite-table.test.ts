import { describe, expect, it, onTestFinished } from 'vitest';
import { type Database, openDatabase } from '../../shared/adapters/local/database.ts';
import { isStorageUnavailable } from '../../shared/adapters/local/sqlite-errors.ts';
import { createSqliteTable } from '../../shared/adapters/local/sqlite-table.ts';
import { describeTable } from '../support/table-conformance.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

describeTable('SQLite', async () => {
  const database = openDatabase({ folder: temporaryFolder(), lock: true });
  return { table: createSqliteTable(database), close: () => database.close() };
});

function open(folder = temporaryFolder()): Database {
  const database = openDatabase({ folder, lock: true });
  onTestFinished(() => database.close());
  return database;
}

const a = { pk: 'p', sk: 'a' };
const b = { pk: 'p', sk: 'b' };

describe('the SQLite table', () => {
  it('keeps items and feed over close and reopen', async () => {
    const folder = temporaryFolder();
    const first = openDatabase({ folder, lock: true });
    await createSqliteTable(first).write([
      { put: a, data: { n: 1 }, index: { pk: 'i', sk: '1' }, when: 'absent' },
    ]);
    first.close();

    const table = createSqliteTable(open(folder));
    expect(await table.get(a)).toEqual({ key: a, version: 1, data: { n: 1 }, index: { pk: 'i', sk: '1' } });
    expect(await table.read({ after: 0, limit: 10 })).toHaveLength(1);
    expect(await table.write([{ put: a, data: { n: 2 }, when: { version: 1 } }])).toEqual({
      kind: 'written',
    });
  });

  it('commits what was asked for before it is closed, and refuses what comes later', async () => {
    const folder = temporaryFolder();
    const database = openDatabase({ folder, lock: true });
    const table = createSqliteTable(database);
    const writing = table.write([{ put: a, data: {} }]);
    await Promise.resolve();
    database.close();
    database.close();
    expect(await writing).toEqual({ kind: 'written' });
    await expect(table.write([{ put: b, data: {} }])).rejects.toThrow('The database is closed.');
    const items = (await createSqliteTable(open(folder)).query({ pk: 'p' })).items;
    expect(items.map(({ key }) => key)).toEqual([a]);
  });

  it('stores what the data was when the write was asked for', async () => {
    const table = createSqliteTable(open());
    const data = { n: 1 };
    const writing = table.write([{ put: a, data }]);
    data.n = 2;
    await writing;
    expect((await table.get(a))?.data).toEqual({ n: 1 });
  });

  it('works beside a second connection to the same folder', async () => {
    const folder = temporaryFolder();
    const home = createSqliteTable(open(folder));
    await home.write([{ put: a, data: { n: 1 }, when: 'absent' }]);
    const tool = openDatabase({ folder, lock: false });
    onTestFinished(() => tool.close());
    const beside = createSqliteTable(tool);
    expect((await beside.get(a))?.data).toEqual({ n: 1 });
    await beside.write([{ put: a, data: { n: 2 }, when: { version: 1 } }]);
    expect((await home.get(a))?.version).toBe(2);
  });
});

describe('the group commit', () => {
  it('runs the writes of one turn one after the other, each seeing the ones before', async () => {
    const table = createSqliteTable(open());
    const results = await Promise.all([
      table.write([{ put: a, data: { n: 1 }, when: 'absent' }]),
      table.write([{ put: a, data: { n: 2 }, when: 'absent' }]),
      table.write([{ put: a, data: { n: 3 }, when: { version: 1 } }]),
      table.write([{ put: a, data: { n: 4 }, when: { version: 1 } }]),
    ]);
    expect(results.map(({ kind }) => kind)).toEqual([
      'written',
      'condition-failed',
      'written',
      'condition-failed',
    ]);
    expect(await table.get(a)).toEqual({ key: a, version: 2, data: { n: 3 } });
  });

  it('shares one commit among the writes of a turn, and bounds how many', async () => {
    const database = open();
    const table = createSqliteTable(database);
    let commits = 0;
    table.onChange(() => {
      commits += 1;
    });
    await Promise.all(
      Array.from({ length: 450 }, (_, n) => table.write([{ put: { pk: 'p', sk: `${n}` }, data: {} }])),
    );
    expect(commits).toBe(3);
    expect((await table.query({ pk: 'p' })).items).toHaveLength(450);
  });

  it('undoes only the work that throws', async () => {
    const database = open();
    const table = createSqliteTable(database);
    const results = await Promise.allSettled([
      table.write([{ put: a, data: {} }]),
      database.transact(() => {
        database.statement("INSERT INTO feed_cursors VALUES ('undone', 1)").run();
        throw new Error('changed my mind');
      }),
      table.write([{ put: b, data: {} }]),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect((await table.query({ pk: 'p' })).items).toHaveLength(2);
    expect(await table.readCursor('undone')).toBe(0);
  });

  it('stores nothing and tells everybody if the commit fails', async () => {
    const database = open();
    const table = createSqliteTable(database);
    const heard: string[] = [];
    table.onChange(() => heard.push('change'));
    await database.transact(() => {
      database.statement('CREATE TABLE parent (id INTEGER PRIMARY KEY)').run();
      database
        .statement('CREATE TABLE child (parent INTEGER REFERENCES parent DEFERRABLE INITIALLY DEFERRED)')
        .run();
    });

    // A deferred foreign key is looked at when the transaction commits, and then makes the commit fail.
    const results = await Promise.allSettled([
      table.write([{ put: a, data: {} }]),
      database.transact(() => database.statement('INSERT INTO child VALUES (1)').run()),
      table.write([{ put: b, data: {} }]),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect((await table.query({ pk: 'p' })).items).toEqual([]);
    expect(await table.read({ after: 0, limit: 10 })).toEqual([]);
    expect(heard).toEqual([]);

    expect(await table.write([{ put: a, data: {} }])).toEqual({ kind: 'written' });
    expect(heard).toEqual(['change']);
  });

  it('keeps a full disk recognisable, and works again when there is room', async () => {
    const database = open();
    const table = createSqliteTable(database);
    await table.write([{ put: a, data: { n: 1 } }]);
    database.statement('PRAGMA max_page_count = 100').get();
    const text = 'x'.repeat(300_000);
    const results = await Promise.allSettled([
      table.write([{ put: a, data: { text } }]),
      table.write([{ put: b, data: { text } }]),
    ]);
    for (const result of results) {
      expect(result.status).toBe('rejected');
      expect(isStorageUnavailable('reason' in result ? result.reason : undefined)).toBe(true);
    }
    expect((await table.query({ pk: 'p' })).items).toEqual([{ key: a, version: 0, data: { n: 1 } }]);

    database.statement('PRAGMA max_page_count = 100000').get();
    await table.write([{ put: b, data: { text } }]);
    expect((await table.get(b))?.data).toEqual({ text });
  });

  it('does not tell anybody of a success that a full disk undid', async () => {
    const database = open();
    const table = createSqliteTable(database);
    database.statement('PRAGMA max_page_count = 100').get();
    const small = await Promise.allSettled([
      table.write([{ put: { pk: 'p', sk: '1' }, data: {} }]),
      table.write([{ put: { pk: 'p', sk: '2' }, data: { text: 'x'.repeat(390_000) } }]),
      table.write([{ put: { pk: 'p', sk: '3' }, data: {} }]),
    ]);
    const stored = (await table.query({ pk: 'p' })).items.map(({ key }) => key.sk);
    expect(['1', '2', '3'].filter((_, at) => small[at]?.status === 'fulfilled')).toEqual(stored);
    expect(stored).not.toContain('2');
  });

  it('takes no other error for a storage that is unavailable', async () => {
    const database = open();
    const failing = database.transact(() =>
      database.statement('INSERT INTO feed_cursors VALUES (NULL, NULL)').run(),
    );
    await expect(failing).rejects.toSatisfy((error) => !isStorageUnavailable(error));
    expect(isStorageUnavailable(new Error('disk full'))).toBe(false);
    expect(isStorageUnavailable('full')).toBe(false);
  });
});
