import { expect, it } from 'vitest';
import type { Query, Table } from '../../../shared/ports/table.ts';
import { CursorError } from '../../../shared/ports/table.ts';
import { partition, puts, readPages, sortKey, sortKeysOf } from './fixtures.ts';

export function describeQueries(table: Table): void {
  const sks = async (query: Query) => sortKeysOf((await table.query(query)).items);

  it('finds nothing in an empty partition', async () => {
    expect(await table.query({ pk: partition() })).toEqual({ items: [] });
    expect(await table.query({ pk: partition(), limit: 3 })).toEqual({ items: [] });
  });

  it('reads a partition in both directions, and no other one', async () => {
    const pk = partition();
    await table.write(puts(pk, 3));
    await table.write(puts(`${pk}x`, 3));
    expect(await sks({ pk })).toEqual(['0000', '0001', '0002']);
    expect(await sks({ pk, direction: 'ascending' })).toEqual(['0000', '0001', '0002']);
    expect(await sks({ pk, direction: 'descending' })).toEqual(['0002', '0001', '0000']);
  });

  it('reads by prefix', async () => {
    const pk = partition();
    const keys = ['a', 'a#', 'a#1', 'a#2', 'a#\u{10ffff}', 'a#\u{10ffff}z', 'a$', 'b'];
    await table.write(keys.map((sk) => ({ put: { pk, sk }, data: {} })));
    expect(await sks({ pk, sk: { prefix: 'a#' } })).toEqual(keys.slice(1, 6));
    expect(await sks({ pk, sk: { prefix: 'a#\u{10ffff}' } })).toEqual(keys.slice(4, 6));
    expect(await sks({ pk, sk: { prefix: 'a#' }, direction: 'descending', limit: 2 })).toEqual([
      'a#\u{10ffff}z',
      'a#\u{10ffff}',
    ]);
    expect(await sks({ pk, sk: { prefix: 'c' } })).toEqual([]);
  });

  it('reads by range, both ends included', async () => {
    const pk = partition();
    await table.write(puts(pk, 6));
    expect(await sks({ pk, sk: { from: '0001', to: '0003' } })).toEqual(['0001', '0002', '0003']);
    expect(await sks({ pk, sk: { from: '0004' } })).toEqual(['0004', '0005']);
    expect(await sks({ pk, sk: { to: '0001' } })).toEqual(['0000', '0001']);
    expect(await sks({ pk, sk: {} })).toHaveLength(6);
    expect(await sks({ pk, sk: { from: '0001', to: '0003' }, direction: 'descending', limit: 2 })).toEqual([
      '0003',
      '0002',
    ]);
    expect(await sks({ pk, sk: { from: '00010', to: '00019' } })).toEqual([]);
  });

  it('finds nothing in a range that ends before it starts', async () => {
    const pk = partition();
    await table.write(puts(pk, 3));
    expect(await table.query({ pk, sk: { from: '0002', to: '0001' } })).toEqual({ items: [] });
  });

  it('orders sort keys by their UTF-8 bytes, where UTF-16 would order them otherwise', async () => {
    const pk = partition();
    const ordered = ['A', 'Z', 'a', 'aa', 'z', 'é', 'ぁ', '\u{ffee}', '\u{1f600}', '\u{1f601}'];
    await table.write(ordered.toReversed().map((sk) => ({ put: { pk, sk }, data: {} })));
    expect(await sks({ pk })).toEqual(ordered);
    expect(await sks({ pk, sk: { from: '\u{ffee}' } })).toEqual(['\u{ffee}', '\u{1f600}', '\u{1f601}']);
  });

  it.each(['ascending', 'descending'] as const)(
    'pages to the end without a gap or a repetition, %s',
    async (direction) => {
      const pk = partition();
      await table.write(puts(pk, 23));
      const expected = (await table.query({ pk, direction })).items;
      for (const limit of [1, 7, 23, 24]) {
        expect(await readPages(table, { pk, direction }, limit)).toEqual(expected);
      }
      const range = { pk, direction, sk: { from: '0005', to: '0017' } };
      expect(await readPages(table, range, 4)).toEqual((await table.query(range)).items);
      const prefix = { pk, direction, sk: { prefix: '001' } };
      expect(await readPages(table, prefix, 3)).toEqual((await table.query(prefix)).items);
    },
  );

  it('gives a cursor only if a limit stopped it', async () => {
    const pk = partition();
    await table.write(puts(pk, 3));
    expect((await table.query({ pk })).next).toBeUndefined();
    expect((await table.query({ pk, limit: 4 })).next).toBeUndefined();
    expect((await table.query({ pk, limit: 2 })).next).toBeDefined();
  });

  it('goes on after an item that was deleted since', async () => {
    const pk = partition();
    await table.write(puts(pk, 4));
    const { next } = await table.query({ pk, limit: 2 });
    await table.write([{ delete: { pk, sk: '0001' } }]);
    expect(await sks({ pk, after: next })).toEqual(['0002', '0003']);
  });

  it('reads a long partition whole', async () => {
    const pk = partition();
    const text = 'x'.repeat(200_000);
    for (let n = 0; n < 12; n += 1) {
      await table.write([{ put: { pk, sk: sortKey(n) }, data: { text } }]);
    }
    expect(await sks({ pk })).toHaveLength(12);
    expect(await sks({ pk, limit: 11 })).toHaveLength(11);
  });

  it('refuses a cursor that it did not give for this partition and range', async () => {
    const pk = partition();
    await table.write(puts(pk, 3));
    const { next } = await table.query({ pk, limit: 1 });
    const foreign = [
      '',
      'x',
      '!!!',
      Buffer.from('[]').toString('base64url'),
      Buffer.from('{"pk":1}').toString('base64url'),
    ];
    for (const after of foreign) await expect(table.query({ pk, after }), after).rejects.toThrow(CursorError);
    await expect(table.query({ pk: partition(), after: next })).rejects.toThrow(CursorError);
    await expect(table.query({ pk, onIndex: true, after: next })).rejects.toThrow(CursorError);
    for (const sk of [{ prefix: '0001' }, { from: '0001' }, { to: '000' }]) {
      await expect(table.query({ pk, sk, after: next })).rejects.toThrow(CursorError);
    }
    expect(await sks({ pk, sk: { from: '0000', to: '0001' }, after: next })).toEqual(['0001']);
  });
}
