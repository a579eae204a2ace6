import { expect, it } from 'vitest';
import { TableLimitError } from '../../../shared/adapters/table-limits.ts';
import { MAX_ITEM_BYTES, MAX_WRITES, type Table, type Write } from '../../../shared/ports/table.ts';
import { nested, partition, puts, sortKey, written } from './fixtures.ts';

export function describeLimits(table: Table): void {
  const refused = (writes: readonly Write[]) => expect(table.write(writes)).rejects.toThrow(TableLimitError);

  it(`refuses more than ${MAX_WRITES} writes`, async () => {
    const pk = partition();
    await refused(puts(pk, MAX_WRITES + 1));
    expect((await table.query({ pk })).items).toEqual([]);
  });

  it('refuses to write an item twice', async () => {
    const key = { pk: partition(), sk: 'a' };
    await refused([{ put: key, data: {} }, { delete: key }]);
    expect(await table.get(key)).toBeUndefined();
  });

  it('takes an item just within the limit, and refuses a bigger one', async () => {
    const key = { pk: partition(), sk: 'a' };
    const text = 'x'.repeat(MAX_ITEM_BYTES - 200);
    expect(await table.write([{ put: key, data: { text } }])).toEqual(written);
    expect((await table.get(key))?.data).toEqual({ text });
    await refused([{ put: key, data: { text: 'x'.repeat(MAX_ITEM_BYTES) } }]);
    await refused([{ put: key, data: { text: 'é'.repeat(MAX_ITEM_BYTES / 2) } }]);
    expect((await table.get(key))?.data).toEqual({ text });
  });

  it('refuses more than 4 MB at once', async () => {
    const pk = partition();
    const text = 'x'.repeat(390_000);
    const writes = Array.from({ length: 11 }, (_, n) => ({ put: { pk, sk: sortKey(n) }, data: { text } }));
    await refused(writes);
    expect((await table.query({ pk })).items).toEqual([]);
  });

  it.each([
    ['an empty partition key', { pk: '', sk: 'a' }],
    ['an empty sort key', { pk: 'a', sk: '' }],
    ['a partition key of more than 2 KB', { pk: 'x'.repeat(2049), sk: 'a' }],
    ['a sort key of more than 1 KB', { pk: 'a', sk: 'é'.repeat(513) }],
    ['half a surrogate pair', { pk: 'a', sk: '\ud83d' }],
  ])('refuses %s', async (_, key) => {
    await refused([{ put: key, data: {} }]);
    await refused([{ delete: key }]);
    await refused([{ put: { pk: partition(), sk: 'a' }, data: {}, index: key }]);
    await expect(table.get(key)).rejects.toThrow(TableLimitError);
    await expect(table.getMany([key])).rejects.toThrow(TableLimitError);
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53, -(2 ** 53), 1e-131])(
    'refuses the number %d',
    async (n) => {
      await refused([{ put: { pk: partition(), sk: 'a' }, data: { list: [{ n }] } }]);
    },
  );

  it('refuses data that is nested too deep', async () => {
    await refused([{ put: { pk: partition(), sk: 'a' }, data: nested(33) }]);
  });

  it('refuses queries without a partition, with an empty bound, or with a limit below one', async () => {
    const pk = partition();
    for (const query of [
      { pk: '' },
      { pk, limit: 0 },
      { pk, limit: 1.5 },
      { pk, sk: { prefix: '' } },
      { pk, sk: { from: '' } },
      { pk, sk: { to: '' } },
    ]) {
      await expect(table.query(query)).rejects.toThrow(TableLimitError);
    }
  });
}
