import { expect, it } from 'vitest';
import type { Query, Table } from '../../../shared/ports/table.ts';
import { CursorError } from '../../../shared/ports/table.ts';
import { eventually, partition, readPages, sortKey, sortKeysOf } from './fixtures.ts';

export function describeSparseIndex(table: Table): void {
  const expectSks = (query: Query, expected: readonly string[]): Promise<void> =>
    eventually(async () => {
      expect(sortKeysOf((await table.query({ ...query, onIndex: true })).items)).toEqual(expected);
    });

  it('has an item from when it gets a place until it loses it', async () => {
    const pk = partition();
    const [here, there] = [`${pk}/here`, `${pk}/there`];
    const put = { pk, sk: 'a' };
    await table.write([{ put, data: { n: 1 }, index: { pk: here, sk: '1' }, when: 'absent' }]);
    await expectSks({ pk: here }, ['a']);
    const index = { pk: there, sk: '1' };
    await table.write([{ put, data: { n: 2 }, index, when: { version: 1 } }]);
    await expectSks({ pk: here }, []);
    await eventually(async () => {
      const { items } = await table.query({ pk: there, onIndex: true });
      expect(items).toEqual([{ key: put, version: 2, data: { n: 2 }, index }]);
    });
    expect(await table.get(put)).toEqual({ key: put, version: 2, data: { n: 2 }, index });
    await table.write([{ put, data: { n: 3 }, when: { version: 2 } }]);
    await expectSks({ pk: there }, []);
    expect(await table.get(put)).toEqual({ key: put, version: 3, data: { n: 3 } });
  });

  it('loses an item that is deleted', async () => {
    const pk = partition();
    const index = { pk: `${pk}/index`, sk: '1' };
    await table.write([{ put: { pk, sk: 'a' }, data: {}, index }]);
    await expectSks({ pk: index.pk }, ['a']);
    await table.write([{ delete: { pk, sk: 'a' } }]);
    await expectSks({ pk: index.pk }, []);
  });

  it('has only items with a place, ordered by it, from several partitions', async () => {
    const pk = partition();
    const index = `${pk}/index`;
    await table.write([
      { put: { pk, sk: 'a' }, data: {}, index: { pk: index, sk: '3' } },
      { put: { pk: `${pk}/2`, sk: 'b' }, data: {}, index: { pk: index, sk: '1' } },
      { put: { pk, sk: 'c' }, data: {}, index: { pk: index, sk: '2' } },
      { put: { pk, sk: 'd' }, data: {} },
      { put: { pk, sk: 'e' }, data: {}, index: { pk: `${index}/other`, sk: '0' } },
    ]);
    await expectSks({ pk: index }, ['b', 'c', 'a']);
    await expectSks({ pk: index, direction: 'descending' }, ['a', 'c', 'b']);
    await expectSks({ pk: index, sk: { from: '2' } }, ['c', 'a']);
    await expectSks({ pk: index, sk: { prefix: '1' } }, ['b']);
    expect(sortKeysOf((await table.query({ pk })).items)).toEqual(['a', 'c', 'd', 'e']);
  });

  it.each(['ascending', 'descending'] as const)(
    'pages through items that share a place, %s',
    async (direction) => {
      const pk = partition();
      const index = `${pk}/index`;
      const writes = Array.from({ length: 17 }, (_, n) => ({
        put: { pk: `${pk}/${n % 3}`, sk: sortKey(n) },
        data: { n },
        index: { pk: index, sk: `place ${Math.floor(n / 6)}` },
      }));
      await table.write(writes);
      const places = writes.map((write) => write.index);
      const query = { pk: index, onIndex: true, direction };
      for (const limit of [1, 4, 17]) {
        await eventually(async () => {
          const items = await readPages(table, query, limit);
          expect(new Set(sortKeysOf(items)).size).toBe(17);
          expect(items.map((item) => item.index)).toEqual(
            direction === 'ascending' ? places : places.toReversed(),
          );
        });
      }
    },
  );

  it('refuses a cursor of another index partition, and one of the table', async () => {
    const pk = partition();
    const index = `${pk}/index`;
    await table.write(['1', '2'].map((sk) => ({ put: { pk, sk }, data: {}, index: { pk: index, sk } })));
    await expectSks({ pk: index }, ['1', '2']);
    const { next } = await table.query({ pk: index, onIndex: true, limit: 1 });
    expect(next).toBeDefined();
    await expect(table.query({ pk: `${index}/other`, onIndex: true, after: next })).rejects.toThrow(
      CursorError,
    );
    await expect(table.query({ pk, after: next })).rejects.toThrow(CursorError);
  });
}
