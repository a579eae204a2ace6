import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Item, Table } from '../../../shared/ports/table.ts';
import { eventually, partition, readPages } from './fixtures.ts';
import { inOrder, type Model, operations, toWrite, writeToModel } from './model.ts';

export function describeRandomWrites(table: Table, numRuns: number): void {
  it('answers as a Map would', async () => {
    await fc.assert(
      fc.asyncProperty(operations, fc.integer({ min: 1, max: 4 }), async (series, limit) => {
        const pk = partition();
        let model: Model = new Map();
        for (const group of series) {
          const writes = group.map((operation) => toWrite(operation, pk, model));
          const next = writeToModel(model, writes);
          model = next.model;
          expect(await table.write(writes)).toEqual(next.result);
        }
        const expected = inOrder(model.values());
        expect((await table.query({ pk })).items).toEqual(expected);
        expect(await readPages(table, { pk, direction: 'descending' }, limit)).toEqual(expected.toReversed());
        await expectIndexed(table, `${pk}/index`, expected);
      }),
      { numRuns },
    );
  }, 120_000);
}

async function expectIndexed(table: Table, index: string, all: readonly Item[]): Promise<void> {
  for (const place of ['x', 'y']) {
    const expected = all.filter((item) => item.index?.sk === place);
    await eventually(async () => {
      const { items } = await table.query({ pk: index, onIndex: true, sk: { from: place, to: place } });
      expect(inOrder(items)).toEqual(expected);
    });
  }
}
