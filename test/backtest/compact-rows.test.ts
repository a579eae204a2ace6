import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { createCompactRows } from '../../shared/domain/backtest/compact-rows.ts';
import { createNumberColumn } from '../../shared/domain/backtest/number-column.ts';
import type { Row } from '../../shared/domain/backtest/row.ts';
import { createTextTable } from '../../shared/domain/backtest/text-table.ts';
import { nameKey } from '../../shared/domain/names.ts';
import { quickNameKey } from '../../shared/domain/quick-name-key.ts';

test('a table of texts gives each text one number, and each number its text', () => {
  const text = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 12 }),
    fc.constantFrom('', 'a', 'b', '\ufeffa'),
  );
  fc.assert(
    fc.property(fc.array(text, { maxLength: 60 }), (texts) => {
      const table = createTextTable();
      const numbers = texts.map(table.add);
      const expected = [...new Set(texts)];
      expect(numbers).toEqual(texts.map((one) => expected.indexOf(one)));
      expect(expected.map((_, number) => table.at(number))).toEqual(expected);
      expect(table.size).toBe(expected.length);
    }),
  );
});

test('a table of texts grows', () => {
  const table = createTextTable();
  const texts = Array.from({ length: 30_000 }, (_, n) => `Customer ${n} ${'é'.repeat(n % 7)}`);
  for (const text of texts) table.add(text);
  expect(texts.every((text, number) => table.at(number) === text && table.add(text) === number)).toBe(true);
});

test('columns of numbers grow', () => {
  const column = createNumberColumn('number');
  for (let n = 0; n < 40_000; n += 1) column.push(n / 2);
  expect([0, 16_383, 16_384, 39_999].map(column.at)).toEqual([0, 8191.5, 8192, 19_999.5]);
});

test('the quick key of a name is its key', () => {
  const name = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.string(),
    fc.constantFrom('ACME Corp.', 'Straße', '-', 'ſ'),
  );
  fc.assert(fc.property(name, (one) => quickNameKey(one) === nameKey(one)));
});

const row = (dealId: string, loggedAt: number): Row => ({
  dealId,
  result: 'lost',
  closedOn: 0,
  loggedAt,
  isNamed: true,
  competitor: 'Acme',
  reason: 'price',
  segment: undefined,
  money: undefined,
  rep: 'Ada',
  account: `of ${dealId}`,
});

test('rows come in the order of logging, those of one moment in that of the file, and each deal once', () => {
  const rows = createCompactRows();
  const added: readonly [string, number, number][] = [
    ['D-1', 5, 2],
    ['D-2', 3, 3],
    ['D-3', 5, 4],
    ['D-1', 2, 5],
    ['D-4', 9, 6],
    ['D-4', 9, 7],
  ];
  for (const [id, at, line] of added) rows.add(row(id, at), line);
  const told = [...rows.inOrder()].map((logged) =>
    logged.kind === 'closing'
      ? [logged.closing.seq, logged.closing.dealId, logged.closing.recordedAt, logged.closing.account]
      : logged,
  );
  expect(told).toEqual([
    [1, 'D-1', 2, 'ofd1'],
    [2, 'D-2', 3, 'ofd2'],
    { kind: 'repeat', line: 2, firstLine: 5 },
    [3, 'D-3', 5, 'ofd3'],
    [4, 'D-4', 9, 'ofd4'],
    { kind: 'repeat', line: 7, firstLine: 6 },
  ]);
  expect([1, 2, 3, 4].map(rows.dealOf)).toEqual(['D-1', 'D-2', 'D-3', 'D-4']);
});
