import { expect, it } from 'vitest';
import { TableLimitError } from '../../../shared/adapters/table-limits.ts';
import type { Key, Table } from '../../../shared/ports/table.ts';
import { failedAt, partition, written } from './fixtures.ts';

export function describeOneWrite(table: Table): void {
  it('reads nothing where nothing was written', async () => {
    expect(await table.get({ pk: partition(), sk: 'a' })).toBeUndefined();
  });

  it('puts an item that is absent, as version 1', async () => {
    const key = { pk: partition(), sk: 'a' };
    expect(await table.write([{ put: key, data: { n: 1 }, when: 'absent' }])).toEqual(written);
    expect(await table.get(key)).toEqual({ key, version: 1, data: { n: 1 } });
  });

  it('does not put over an item that should be absent', async () => {
    const key = { pk: partition(), sk: 'a' };
    await table.write([{ put: key, data: { n: 1 }, when: 'absent' }]);
    expect(await table.write([{ put: key, data: { n: 2 }, when: 'absent' }])).toEqual(failedAt(0));
    expect(await table.get(key)).toEqual({ key, version: 1, data: { n: 1 } });
  });

  it('counts versions with each conditional write', async () => {
    const key = { pk: partition(), sk: 'a' };
    await table.write([{ put: key, data: { n: 1 }, when: 'absent' }]);
    for (const version of [1, 2, 3]) {
      expect(await table.write([{ put: key, data: { n: version }, when: { version } }])).toEqual(written);
    }
    expect(await table.get(key)).toEqual({ key, version: 4, data: { n: 3 } });
  });

  it('replaces all of the data, and does not merge it', async () => {
    const key = { pk: partition(), sk: 'a' };
    await table.write([{ put: key, data: { old: 1, both: 1 }, when: 'absent' }]);
    await table.write([{ put: key, data: { both: 2 }, when: { version: 1 } }]);
    expect((await table.get(key))?.data).toEqual({ both: 2 });
  });

  it.each([1, 3])('does not put on version %i of an item that has version 2', async (version) => {
    const key = { pk: partition(), sk: 'a' };
    await table.write([{ put: key, data: {}, when: 'absent' }]);
    await table.write([{ put: key, data: {}, when: { version: 1 } }]);
    expect(await table.write([{ put: key, data: { n: 9 }, when: { version } }])).toEqual(failedAt(0));
    expect(await table.get(key)).toEqual({ key, version: 2, data: {} });
  });

  it('does not put on a version of an item that does not exist', async () => {
    const key = { pk: partition(), sk: 'a' };
    expect(await table.write([{ put: key, data: {}, when: { version: 1 } }])).toEqual(failedAt(0));
    expect(await table.get(key)).toBeUndefined();
  });

  it('puts without a condition whatever is there, as version 0', async () => {
    const key = { pk: partition(), sk: 'a' };
    await table.write([{ put: key, data: { n: 1 } }]);
    expect(await table.get(key)).toEqual({ key, version: 0, data: { n: 1 } });
    await table.write([{ delete: key }]);
    await table.write([{ put: key, data: { n: 2 }, when: 'absent' }]);
    await table.write([{ put: key, data: { n: 3 } }]);
    expect(await table.get(key)).toEqual({ key, version: 0, data: { n: 3 } });
  });

  it('lets no version condition hold for an item that nobody counted', async () => {
    const key = { pk: partition(), sk: 'a' };
    await table.write([{ put: key, data: { n: 1 } }]);
    expect(await table.write([{ put: key, data: {}, when: { version: 1 } }])).toEqual(failedAt(0));
    expect(await table.write([{ put: key, data: {}, when: 'absent' }])).toEqual(failedAt(0));
    await expect(table.write([{ put: key, data: {}, when: { version: 0 } }])).rejects.toThrow(
      TableLimitError,
    );
    expect(await table.get(key)).toEqual({ key, version: 0, data: { n: 1 } });
  });

  it('deletes with and without a condition', async () => {
    const key = { pk: partition(), sk: 'a' };
    await table.write([{ put: key, data: {}, when: 'absent' }]);
    expect(await table.write([{ delete: key, when: { version: 2 } }])).toEqual(failedAt(0));
    expect(await table.write([{ delete: key, when: 'absent' }])).toEqual(failedAt(0));
    expect(await table.get(key)).toBeDefined();
    expect(await table.write([{ delete: key, when: { version: 1 } }])).toEqual(written);
    expect(await table.get(key)).toBeUndefined();
    expect(await table.write([{ delete: key, when: { version: 1 } }])).toEqual(failedAt(0));
    expect(await table.write([{ delete: key, when: 'absent' }])).toEqual(written);
    expect(await table.write([{ delete: key }])).toEqual(written);
  });

  it('starts again at version 1 after a delete', async () => {
    const key = { pk: partition(), sk: 'a' };
    await table.write([{ put: key, data: {}, when: 'absent' }]);
    await table.write([{ put: key, data: {}, when: { version: 1 } }]);
    await table.write([{ delete: key, when: { version: 2 } }]);
    await table.write([{ put: key, data: {}, when: 'absent' }]);
    expect((await table.get(key))?.version).toBe(1);
  });

  it('loses nothing when 50 writers count up one item at the same time', async () => {
    const key = { pk: partition(), sk: 'counter' };
    await table.write([{ put: key, data: { n: 0 }, when: 'absent' }]);
    await Promise.all(Array.from({ length: 50 }, () => countUp(table, key)));
    expect(await table.get(key)).toEqual({ key, version: 51, data: { n: 50 } });
  });
}

async function countUp(table: Table, key: Key): Promise<void> {
  for (;;) {
    const item = await table.get(key);
    if (item === undefined) throw new Error('The counter is gone.');
    const data = { n: Number(item.data.n) + 1 };
    const result = await table.write([{ put: key, data, when: { version: item.version } }]);
    if (result.kind === 'written') return;
  }
}
