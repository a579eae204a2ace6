import { afterAll, beforeAll, describe } from 'vitest';
import type { Table } from '../../shared/ports/table.ts';
import { describeLimits } from './table-conformance/limits.ts';
import { describeManyKeys } from './table-conformance/many-keys.ts';
import { describeOneWrite } from './table-conformance/one-write.ts';
import { describeQueries } from './table-conformance/queries.ts';
import { describeRandomWrites } from './table-conformance/random-writes.ts';
import { describeRoundTrips } from './table-conformance/round-trips.ts';
import { describeSeveralWrites } from './table-conformance/several-writes.ts';
import { describeSparseIndex } from './table-conformance/sparse-index.ts';

export interface TableUnderTest {
  readonly table: Table;
  close(): Promise<void> | void;
}

/**
 * What every adapter of the table port must do. It uses partitions of its own, so that it may run on a table that
 * others use too, and it expects nothing of time: index reads are repeated until they have caught up.
 */
export function describeTable(
  name: string,
  makeTable: () => Promise<TableUnderTest>,
  { randomRuns = 50 }: { readonly randomRuns?: number } = {},
): void {
  describe(`${name} as a table`, () => {
    let made: TableUnderTest | undefined;
    beforeAll(async () => {
      made = await makeTable();
    });
    afterAll(() => made?.close());

    /** Tests are declared before the table is made, so they get one that looks it up. */
    function underTest(): Table {
      if (made === undefined) throw new Error('The table was not made.');
      return made.table;
    }
    const table: Table = {
      get: (key) => underTest().get(key),
      getMany: (keys) => underTest().getMany(keys),
      query: (query) => underTest().query(query),
      write: (writes) => underTest().write(writes),
    };

    describe('one write', () => describeOneWrite(table));
    describe('several writes', () => describeSeveralWrites(table));
    describe('reads of many keys', () => describeManyKeys(table));
    describe('queries', () => describeQueries(table));
    describe('the sparse index', () => describeSparseIndex(table));
    describe('limits', () => describeLimits(table));
    describe('data', () => describeRoundTrips(table));
    describe('random writes', () => describeRandomWrites(table, randomRuns));
  });
}
