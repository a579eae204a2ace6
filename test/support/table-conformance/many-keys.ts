import { expect, it } from 'vitest';
import type { Table } from '../../../shared/ports/table.ts';
import { partition, puts, sortKey, sortKeysOf } from './fixtures.ts';

export function describeManyKeys(table: Table): void {
  it('reads more than 100 keys, among them missing and repeated ones', async () => {
    const pk = partition();
    await table.write(puts(pk, 100));
    await table.write(puts(pk, 100, 100));
    const keys = Array.from({ length: 230 }, (_, n) => ({ pk, sk: sortKey(n) }));
    const items = await table.getMany([...keys, ...keys.slice(0, 20), ...keys.slice(220)]);
    expect([...sortKeysOf(items)].sort()).toEqual(keys.slice(0, 200).map(({ sk }) => sk));
    expect(items.find(({ key }) => key.sk === sortKey(42))).toEqual({
      key: { pk, sk: sortKey(42) },
      version: 0,
      data: { n: 42 },
    });
  });

  it('reads no keys', async () => {
    expect(await table.getMany([])).toEqual([]);
  });
}
