import { expect, it } from 'vitest';
import type { JsonObject, Table } from '../../../shared/ports/table.ts';
import { nested, partition } from './fixtures.ts';

export function describeRoundTrips(table: Table): void {
  it.each<[string, JsonObject]>([
    ['nothing', {}],
    [
      'all kinds of values',
      { string: 's', number: 1, true: true, false: false, null: null, list: [], map: {} },
    ],
    ['empty strings', { text: '', list: ['', ''] }],
    ['Unicode', { 'Schlüssel 😀': 'Grüße, 東京, 😀, 👩‍👩‍👧, \u0000, \u{10ffff}, "quoted" \\ \n' }],
    ['nested data', { deals: [{ lines: [[1, 2], [{ x: [null, 'y'] }]] }, []], a: { b: { c: { d: [1] } } } }],
    ['deeply nested data', nested(28)],
    [
      'names that the adapter may use itself',
      { pk: 'p', sk: 's', v: 9, version: 9, data: {}, ipk: 'i', isk: 'i' },
    ],
    ['numbers', { n: [0, -1, 0.1, 1.5e-7, 1e-100, 123456789.123456, 1e15, Number.MAX_SAFE_INTEGER] }],
  ])('keeps %s', async (_, data) => {
    const put = { pk: partition(), sk: 'a' };
    await table.write([{ put, data, when: 'absent' }]);
    expect(await table.get(put)).toEqual({ key: put, version: 1, data });
    expect(await table.getMany([put])).toEqual([{ key: put, version: 1, data }]);
    expect((await table.query({ pk: put.pk })).items).toEqual([{ key: put, version: 1, data }]);
  });

  it('keeps keys with any characters', async () => {
    const pk = `${partition()} 😀 / # % " ' \\ \n`;
    const keys = ['😀', ' ', '%', '_', "'", '"; DROP TABLE items', '\u0001', 'a b'].map((sk) => ({ pk, sk }));
    await table.write(keys.map((put) => ({ put, data: { sk: put.sk } })));
    for (const key of keys) expect((await table.get(key))?.data).toEqual({ sk: key.sk });
    expect((await table.query({ pk, sk: { prefix: '%' } })).items).toHaveLength(1);
  });
}
