import { expect, it } from 'vitest';
import { MAX_WRITES, type Table, type Write } from '../../../shared/ports/table.ts';
import { failedAt, partition, puts, written } from './fixtures.ts';

export function describeSeveralWrites(table: Table): void {
  it('writes all of them', async () => {
    const pk = partition();
    await table.write([{ put: { pk, sk: 'old' }, data: {} }]);
    const result = await table.write([
      { put: { pk, sk: 'a' }, data: { n: 1 }, when: 'absent' },
      { put: { pk, sk: 'b' }, data: { n: 2 } },
      { delete: { pk, sk: 'old' } },
    ]);
    expect(result).toEqual(written);
    expect((await table.query({ pk })).items).toEqual([
      { key: { pk, sk: 'a' }, version: 1, data: { n: 1 } },
      { key: { pk, sk: 'b' }, version: 0, data: { n: 2 } },
    ]);
  });

  it.each([0, 1, 2])('writes none of them if the condition of number %i fails, and says so', async (bad) => {
    const pk = partition();
    const taken = { pk, sk: 'taken' };
    await table.write([{ put: taken, data: { n: 0 }, when: 'absent' }]);
    const writes: Write[] = [
      { put: { pk, sk: 'a' }, data: {}, when: 'absent' },
      { put: { pk, sk: 'b' }, data: {} },
    ];
    writes.splice(bad, 0, { put: taken, data: { n: 1 }, when: 'absent' });
    expect(await table.write(writes)).toEqual(failedAt(bad));
    expect((await table.query({ pk })).items).toEqual([{ key: taken, version: 1, data: { n: 0 } }]);
  });

  it('names the first of two conditions that fail', async () => {
    const pk = partition();
    const result = await table.write([
      { put: { pk, sk: 'a' }, data: {}, when: 'absent' },
      { put: { pk, sk: 'b' }, data: {}, when: { version: 1 } },
      { delete: { pk, sk: 'c' }, when: { version: 1 } },
    ]);
    expect(result).toEqual(failedAt(1));
  });

  it('writes into several partitions at once', async () => {
    const keys = Array.from({ length: 5 }, () => ({ pk: partition(), sk: 'a' }));
    await table.write(keys.map((put) => ({ put, data: { here: put.pk }, when: 'absent' })));
    expect(await table.getMany(keys)).toHaveLength(5);
  });

  it(`takes ${MAX_WRITES} writes at once`, async () => {
    const pk = partition();
    expect(await table.write(puts(pk, MAX_WRITES))).toEqual(written);
    expect((await table.query({ pk })).items).toHaveLength(MAX_WRITES);
  });

  it('has nothing to do for no writes', async () => {
    expect(await table.write([])).toEqual(written);
  });
}
