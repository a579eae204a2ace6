import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openDatabase } from '../../shared/adapters/local/database.ts';
import type { LocalFeed } from '../../shared/adapters/local/sqlite-feed.ts';
import { createSqliteTable } from '../../shared/adapters/local/sqlite-table.ts';
import type { Item, Table } from '../../shared/ports/table.ts';
import { inOrder, operations, toWrite } from '../support/table-conformance/model.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

function makeTable(): Table & LocalFeed {
  const database = openDatabase({ folder: temporaryFolder(), lock: true });
  onTestFinished(() => database.close());
  return createSqliteTable(database);
}

const a = { pk: 'p', sk: 'a' };
const b = { pk: 'p', sk: 'b' };
const everything = { after: 0, limit: 1000 };

describe('the change feed of SQLite', () => {
  it('tells each change with what was before and after, in the order of commit', async () => {
    const table = makeTable();
    const index = { pk: 'i', sk: '1' };
    await table.write([
      { put: b, data: { n: 1 }, when: 'absent' },
      { put: a, data: { n: 2 }, index },
    ]);
    await table.write([{ put: b, data: { n: 3 }, index, when: { version: 1 } }]);
    await table.write([{ delete: a }]);

    const b1 = { key: b, version: 1, data: { n: 1 } };
    const a0 = { key: a, version: 0, data: { n: 2 }, index };
    expect(await table.read(everything)).toEqual([
      { cursor: 1, key: b, before: undefined, after: b1 },
      { cursor: 2, key: a, before: undefined, after: a0 },
      { cursor: 3, key: b, before: b1, after: { key: b, version: 2, data: { n: 3 }, index } },
      { cursor: 4, key: a, before: a0, after: undefined },
    ]);
  });

  it('tells nothing of a write that failed or changed nothing', async () => {
    const table = makeTable();
    await table.write([{ put: a, data: { n: 1 } }]);
    await table.write([{ put: a, data: { n: 1 } }]);
    await table.write([{ delete: b }]);
    await table.write([
      { put: b, data: {} },
      { put: a, data: {}, when: 'absent' },
    ]);
    expect(await table.read(everything)).toHaveLength(1);
    await table.write([{ put: a, data: { n: 1 }, index: { pk: 'i', sk: '1' } }]);
    expect(await table.read(everything)).toHaveLength(2);
  });

  it('is read on from a cursor, with a limit', async () => {
    const table = makeTable();
    for (const n of [1, 2, 3, 4, 5]) await table.write([{ put: a, data: { n } }]);
    const cursors = async (after: number, limit: number) =>
      (await table.read({ after, limit })).map(({ cursor }) => cursor);
    expect(await cursors(0, 2)).toEqual([1, 2]);
    expect(await cursors(2, 2)).toEqual([3, 4]);
    expect(await cursors(4, 2)).toEqual([5]);
    expect(await cursors(5, 2)).toEqual([]);
  });

  it('forgets what was trimmed, and goes on counting', async () => {
    const table = makeTable();
    for (const n of [1, 2, 3]) await table.write([{ put: a, data: { n } }]);
    await table.trim(2);
    expect((await table.read(everything)).map(({ cursor }) => cursor)).toEqual([3]);
    await table.trim(3);
    await table.write([{ put: a, data: { n: 4 } }]);
    expect((await table.read(everything)).map(({ cursor }) => cursor)).toEqual([4]);
  });

  it('remembers how far each consumer has read', async () => {
    const table = makeTable();
    expect(await table.readCursor('publisher')).toBe(0);
    await table.saveCursor('publisher', 7);
    await table.saveCursor('publisher', 9);
    await table.saveCursor('other', 3);
    expect(await table.readCursor('publisher')).toBe(9);
    expect(await table.readCursor('other')).toBe(3);
  });

  it('wakes its listeners once for each commit, when the change can be read', async () => {
    const table = makeTable();
    const seen: Promise<number>[] = [];
    const stop = table.onChange(() => seen.push(table.read(everything).then(({ length }) => length)));
    await Promise.all([table.write([{ put: a, data: {} }]), table.write([{ put: b, data: {} }])]);
    await table.write([{ put: a, data: {}, when: 'absent' }]);
    await table.write([{ delete: a }]);
    stop();
    await table.write([{ delete: b }]);
    expect(await Promise.all(seen)).toEqual([2, 3]);
  });

  it('rebuilds the table when it is replayed, whatever was written', async () => {
    await fc.assert(
      fc.asyncProperty(operations, async (series) => {
        const table = makeTable();
        for (const group of series) {
          const { items } = await table.query({ pk: 'p' });
          const known = new Map(items.map((item) => [item.key.sk, item]));
          await table.write(group.map((operation) => toWrite(operation, 'p', known)));
        }
        const replayed = new Map<string, Item>();
        for (const { key, before, after } of await table.read(everything)) {
          expect(before).toEqual(replayed.get(key.sk));
          if (after === undefined) replayed.delete(key.sk);
          else replayed.set(key.sk, after);
        }
        expect(inOrder(replayed.values())).toEqual((await table.query({ pk: 'p' })).items);
      }),
      { numRuns: 25 },
    );
  });
});
