import type { Clock } from '../ports/clock.ts';
import type { Key } from '../ports/table.ts';

interface MeterReading {
  readonly readUnits: number;
  /** Of the table and of its index together. */
  readonly writeUnits: number;
  /** Those of the table alone by item: `pk`, a space, `sk`. Index entries live in partitions of their own. */
  readonly writeUnitsByItem: ReadonlyMap<string, number>;
  /**
   * The most write units that one item took within one second of the clock. DynamoDB gives a single item at most
   * 1,000 per second, however large the table is.
   */
  readonly busiestItem: { readonly item: string; readonly writeUnits: number } | undefined;
}

export interface CapacityMeter {
  countRead(units: number): void;
  countWrite(key: Key, tableUnits: number, indexUnits: number): void;
  reading(): MeterReading;
  reset(): void;
}

/** Adds up capacity units, exactly and without any AWS. The clock is only used for the busiest second. */
export function createCapacityMeter(clock: Clock): CapacityMeter {
  let readUnits = 0;
  let writeUnits = 0;
  let busiestItem: MeterReading['busiestItem'];
  let second = Number.NaN;
  const byItem = new Map<string, number>();
  const inThisSecond = new Map<string, number>();

  return {
    countRead(units) {
      readUnits += units;
    },
    countWrite(key, tableUnits, indexUnits) {
      const item = `${key.pk} ${key.sk}`;
      writeUnits += tableUnits + indexUnits;
      byItem.set(item, (byItem.get(item) ?? 0) + tableUnits);

      const now = Math.floor(clock() / 1000);
      if (now !== second) inThisSecond.clear();
      second = now;
      const units = (inThisSecond.get(item) ?? 0) + tableUnits;
      inThisSecond.set(item, units);
      if (units > (busiestItem?.writeUnits ?? 0)) busiestItem = { item, writeUnits: units };
    },
    reading() {
      return { readUnits, writeUnits, writeUnitsByItem: new Map(byItem), busiestItem };
    },
    reset() {
      readUnits = 0;
      writeUnits = 0;
      busiestItem = undefined;
      byItem.clear();
      inThisSecond.clear();
    },
  };
}
