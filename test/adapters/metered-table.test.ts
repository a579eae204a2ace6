import { describe, expect, it, onTestFinished } from 'vitest';
import { createCapacityMeter } from '../../shared/adapters/capacity-meter.ts';
import { itemSize } from '../../shared/adapters/item-size.ts';
import { openDatabase } from '../../shared/adapters/local/database.ts';
import { createSqliteTable } from '../../shared/adapters/local/sqlite-table.ts';
import { meterTable } from '../../shared/adapters/metered-table.ts';
import type { Json, Table, Write } from '../../shared/ports/table.ts';
import { describeTable } from '../support/table-conformance.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

describeTable(
  'The metered table',
  async () => {
    const database = openDatabase({ folder: temporaryFolder(), lock: true });
    const meter = createCapacityMeter(() => 0);
    return { table: meterTable(createSqliteTable(database), meter), close: () => database.close() };
  },
  { randomRuns: 10 },
);

const key = { pk: 'p', sk: 's' };
const index = { pk: 'i', sk: 'j' };

/** pk: 2 + 1, sk: 2 + 1, v: 1 + 2 (1 for version 0), data: 4 + 3. */
const EMPTY_ITEM = 16;
/** An element `text` of the data: 4 for its name, 1 for being an element. */
const TEXT_ELEMENT = 5;

/** Data that makes an item of version 1 to 9 with the keys above exactly so big. */
const dataFor = (bytes: number) => ({ text: 'x'.repeat(bytes - EMPTY_ITEM - TEXT_ELEMENT) });

describe('the size of an item', () => {
  const sizeOf = (value: Json) => itemSize({ key, version: 1, data: { a: value } }) - EMPTY_ITEM - 2;

  it('counts names, keys and version', () => {
    expect(itemSize({ key, version: 1, data: {} })).toBe(EMPTY_ITEM);
    expect(itemSize({ key, version: 0, data: {} })).toBe(EMPTY_ITEM - 1);
    expect(itemSize({ key: { pk: 'pé', sk: 's' }, version: 1, data: {} })).toBe(EMPTY_ITEM + 2);
    expect(itemSize({ key, version: 1, data: {}, index })).toBe(EMPTY_ITEM + 4 + 4);
    expect(itemSize({ key, version: 1, data: dataFor(1024) })).toBe(1024);
  });

  it.each<[Json, number]>([
    ['', 0],
    ['abc', 3],
    ['é😀', 6],
    [true, 1],
    [false, 1],
    [null, 1],
    [0, 1],
    [7, 2],
    [12, 2],
    [123, 3],
    [-123, 3],
    [1200, 2],
    [0.0012, 2],
    [1.5e-7, 2],
    [123456789.125, 7],
    [[], 3],
    [[1, 'ab'], 3 + 2 + 2 + 2],
    [{}, 3],
    [{ bc: true }, 3 + 2 + 1 + 1],
    [[{ b: [null] }], 3 + 1 + (3 + 1 + 1 + (3 + 1 + 1))],
  ])('is, for the value %j, %i bytes', (value, bytes) => {
    expect(sizeOf(value)).toBe(bytes);
  });
});

function setUp() {
  const database = openDatabase({ folder: temporaryFolder(), lock: true });
  onTestFinished(() => database.close());
  let now = 0;
  const meter = createCapacityMeter(() => now);
  const inner = createSqliteTable(database);
  const table = meterTable(inner, meter);
  return {
    inner,
    table,
    meter,
    setTime(ms: number) {
      now = ms;
    },
    async readUnits(read: (table: Table) => Promise<unknown>) {
      meter.reset();
      await read(table);
      return meter.reading().readUnits;
    },
    async writeUnits(...writes: readonly Write[]) {
      meter.reset();
      const { kind } = await table.write(writes);
      return [kind, meter.reading().writeUnits];
    },
  };
}

describe('metered reads', () => {
  it.each([
    [4096, 1],
    [4097, 2],
    [8192, 2],
    [8193, 3],
  ])('get an item of %i bytes for %i units', async (bytes, units) => {
    const { inner, readUnits } = setUp();
    await inner.write([{ put: key, data: dataFor(bytes), when: 'absent' }]);
    expect(await readUnits((table) => table.get(key))).toBe(units);
  });

  it('get nothing for 1 unit', async () => {
    const { readUnits } = setUp();
    expect(await readUnits((table) => table.get(key))).toBe(1);
  });

  it('round each of many items, count missing ones, and repeated ones once', async () => {
    const { inner, readUnits } = setUp();
    const other = { pk: 'p', sk: 't' };
    await inner.write([
      { put: key, data: dataFor(4097), when: 'absent' },
      { put: other, data: dataFor(100), when: 'absent' },
    ]);
    const missing = { pk: 'p', sk: 'u' };
    expect(await readUnits((table) => table.getMany([key, other, missing, key, missing]))).toBe(2 + 1 + 1);
    expect(await readUnits((table) => table.getMany([]))).toBe(0);
  });

  it('add up the items of a query before they round', async () => {
    const { inner, readUnits } = setUp();
    for (const sk of ['1', '2', '3', '4', '5']) {
      await inner.write([{ put: { pk: 'p', sk }, data: dataFor(1024), when: 'absent' }]);
    }
    expect(await readUnits((table) => table.query({ pk: 'p' }))).toBe(2);
    expect(await readUnits((table) => table.query({ pk: 'p', limit: 4 }))).toBe(1);
    expect(await readUnits((table) => table.query({ pk: 'empty' }))).toBe(1);
  });

  it('are half as much on the index', async () => {
    const { inner, readUnits } = setUp();
    const data = dataFor(4097 - 8);
    await inner.write([{ put: key, data, index, when: 'absent' }]);
    expect(await readUnits((table) => table.query({ pk: 'i', onIndex: true }))).toBe(1);
    expect(await readUnits((table) => table.query({ pk: 'empty', onIndex: true }))).toBe(0.5);
  });
});

describe('metered writes', () => {
  it.each([
    [1024, 1],
    [1025, 2],
    [2048, 2],
    [10 * 1024 + 1, 11],
  ])('put an item of %i bytes for %i units', async (bytes, units) => {
    const { writeUnits } = setUp();
    expect(await writeUnits({ put: key, data: dataFor(bytes), when: 'absent' })).toEqual(['written', units]);
  });

  it('cost the larger of the old and the new item', async () => {
    const { writeUnits } = setUp();
    await writeUnits({ put: key, data: dataFor(3000), when: 'absent' });
    expect(await writeUnits({ put: key, data: dataFor(100), when: { version: 1 } })).toEqual(['written', 3]);
    expect(await writeUnits({ put: key, data: dataFor(5000), when: { version: 2 } })).toEqual(['written', 5]);
    expect(await writeUnits({ delete: key })).toEqual(['written', 5]);
    expect(await writeUnits({ delete: key })).toEqual(['written', 1]);
  });

  it('cost the same if the condition fails', async () => {
    const { writeUnits } = setUp();
    await writeUnits({ put: key, data: dataFor(3000), when: 'absent' });
    const failed = (units: number) => ['condition-failed', units];
    expect(await writeUnits({ put: key, data: dataFor(100), index, when: 'absent' })).toEqual(failed(3));
    expect(await writeUnits({ put: key, data: dataFor(5000), when: 'absent' })).toEqual(failed(5));
    expect(await writeUnits({ delete: key, when: { version: 9 } })).toEqual(failed(3));
    expect(await writeUnits({ delete: { pk: 'p', sk: 'none' }, when: { version: 1 } })).toEqual(failed(1));
  });

  it('cost twice in a transaction, rounded for each item', async () => {
    const { writeUnits } = setUp();
    const other = { pk: 'p', sk: 't' };
    const small = { put: key, data: dataFor(100), when: 'absent' } as const;
    const large = { put: other, data: dataFor(1025), when: 'absent' } as const;
    expect(await writeUnits(small, large)).toEqual(['written', 2 * (1 + 2)]);
    expect(await writeUnits(small, large)).toEqual(['condition-failed', 2 * (1 + 2)]);
    expect(await writeUnits()).toEqual(['written', 0]);
  });

  it('pay for the index: an entry appears, changes, moves, disappears', async () => {
    const { writeUnits } = setUp();
    const elsewhere = { pk: 'i', sk: 'k' };
    const [small, large] = [dataFor(500), dataFor(1500)];
    expect(await writeUnits({ put: key, data: small, index, when: 'absent' })).toEqual(['written', 1 + 1]);
    expect(await writeUnits({ put: key, data: large, index, when: { version: 1 } })).toEqual([
      'written',
      2 + 2,
    ]);
    expect(await writeUnits({ put: key, data: small, index: elsewhere, when: { version: 2 } })).toEqual([
      'written',
      2 + (2 + 1),
    ]);
    expect(await writeUnits({ put: key, data: small, when: { version: 3 } })).toEqual(['written', 1 + 1]);
    expect(await writeUnits({ put: key, data: small, when: { version: 4 } })).toEqual(['written', 1]);
    await writeUnits({ put: key, data: large, index, when: { version: 5 } });
    expect(await writeUnits({ delete: key })).toEqual(['written', 2 + 2]);
  });

  it('do not pay twice for the index in a transaction', async () => {
    const { writeUnits } = setUp();
    const other = { pk: 'p', sk: 't' };
    expect(
      await writeUnits(
        { put: key, data: {}, index, when: 'absent' },
        { put: other, data: {}, when: 'absent' },
      ),
    ).toEqual(['written', 2 + 2 + 1]);
  });

  it('do not count the reads that sized the old items', async () => {
    const { table, meter } = setUp();
    await table.write([{ put: key, data: {}, when: 'absent' }]);
    expect(meter.reading().readUnits).toBe(0);
  });
});

describe('the capacity meter', () => {
  it('knows what each item took, and the busiest one in any second', async () => {
    const { table, meter, setTime } = setUp();
    const other = { pk: 'p', sk: 't' };
    const write = (put: typeof key) => table.write([{ put, data: {}, index }]);
    for (const ms of [0, 400, 999]) {
      setTime(ms);
      await write(key);
    }
    for (const ms of [1000, 1500, 2000, 3000]) {
      setTime(ms);
      await write(other);
    }
    const reading = meter.reading();
    expect(reading.writeUnits).toBe(14);
    expect(reading.writeUnitsByItem).toEqual(
      new Map([
        ['p s', 3],
        ['p t', 4],
      ]),
    );
    expect(reading.busiestItem).toEqual({ item: 'p s', writeUnits: 3 });

    meter.reset();
    expect(meter.reading()).toEqual({
      readUnits: 0,
      writeUnits: 0,
      writeUnitsByItem: new Map(),
      busiestItem: undefined,
    });
    expect(reading.writeUnitsByItem.size).toBe(2);
  });
});
