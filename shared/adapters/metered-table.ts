import type { Item, Table, Write, WriteResult } from '../ports/table.ts';
import type { CapacityMeter } from './capacity-meter.ts';
import { keyId, writeKey } from './item-key.ts';
import { itemSize } from './item-size.ts';
import { checkWrites } from './table-limits.ts';
import { writtenItem } from './written-item.ts';

const READ_UNIT_BYTES = 4 * 1024;
const WRITE_UNIT_BYTES = 1024;

/**
 * Counts what the operations on a table would cost on DynamoDB, so that cost is a number in tests and benches.
 *
 * - A read of a key is strongly consistent: each item rounded up to 4 KB by itself; 1 unit if there is none.
 * - A query of the table is strongly consistent: the sizes are added, then rounded up to 4 KB; at least 1. One of
 *   the index is eventually consistent and costs half. DynamoDB rounds once for each 1 MB that it reads, this rounds
 *   once for each query: from 1 MB on it may count a unit too few for each further MB.
 * - A put or delete costs the larger of the old and the new item, rounded up to 1 KB; at least 1; each item twice
 *   in a transaction, that is with more than one write. A condition that fails costs the same: DynamoDB charges the
 *   larger of the two sizes also then. For a transaction that was cancelled AWS documents no figure, so it counts as
 *   if it had succeeded, which is the most it can be.
 * - The index holds whole items and is written after the fact, never twice for a transaction: an entry that
 *   appears, changes or disappears costs its item's size; one that moves is deleted and put, and costs both.
 *   (An entry that is written again without a change is free on AWS; this counts it.)
 *
 * The sizes of old items come from a read of the inner table before the write, which is not counted. If another
 * write comes between, the count is that of the order in which the reads saw them.
 *
 * Sources: "DynamoDB read and write operations" (read-write-operations.html), "Global secondary indexes: write
 * capacity" (GSI.html#GSI.Writes) in the Amazon DynamoDB Developer Guide.
 */
export function meterTable(table: Table, meter: CapacityMeter): Table {
  async function oldItems(writes: readonly Write[]): Promise<ReadonlyMap<string, Item>> {
    const items = await table.getMany(writes.map(writeKey));
    return new Map(items.map((item) => [keyId(item.key), item]));
  }

  function countWrites(writes: readonly Write[], old: ReadonlyMap<string, Item>, result: WriteResult): void {
    const times = writes.length > 1 ? 2 : 1;
    for (const write of writes) {
      const before = old.get(keyId(writeKey(write)));
      const after = 'put' in write ? writtenItem(write) : undefined;
      const indexed = result.kind === 'written' ? indexUnits(before, after) : 0;
      meter.countWrite(writeKey(write), times * tableUnits(before, after), indexed);
    }
  }

  return {
    async get(key) {
      const item = await table.get(key);
      meter.countRead(readUnits(item === undefined ? 0 : itemSize(item)));
      return item;
    },
    async getMany(keys) {
      const items = await table.getMany(keys);
      const missing = new Set(keys.map(keyId)).size - items.length;
      meter.countRead(items.reduce((units, item) => units + readUnits(itemSize(item)), missing));
      return items;
    },
    async query(query) {
      const page = await table.query(query);
      const bytes = page.items.reduce((sum, item) => sum + itemSize(item), 0);
      meter.countRead(query.onIndex ? readUnits(bytes) / 2 : readUnits(bytes));
      return page;
    },
    async write(writes) {
      checkWrites(writes);
      const old = await oldItems(writes);
      const result = await table.write(writes);
      countWrites(writes, old, result);
      return result;
    },
  };
}

function readUnits(bytes: number): number {
  return Math.max(1, Math.ceil(bytes / READ_UNIT_BYTES));
}

function writeUnits(bytes: number): number {
  return Math.max(1, Math.ceil(bytes / WRITE_UNIT_BYTES));
}

function tableUnits(before: Item | undefined, after: Item | undefined): number {
  return Math.max(writeUnits(sizeOf(before)), writeUnits(sizeOf(after)));
}

function indexUnits(before: Item | undefined, after: Item | undefined): number {
  const from = before?.index;
  const to = after?.index;
  if (from && to && keyId(from) === keyId(to)) return tableUnits(before, after);
  return (from ? writeUnits(sizeOf(before)) : 0) + (to ? writeUnits(sizeOf(after)) : 0);
}

function sizeOf(item: Item | undefined): number {
  return item === undefined ? 0 : itemSize(item);
}
