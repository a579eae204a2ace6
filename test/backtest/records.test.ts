import { parse } from 'csv-parse/sync';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type BrokenRecord, createRecordReader, LONGEST_RECORD } from '../../shared/domain/csv/records.ts';

/** Reads a text that comes in these pieces. */
function read(pieces: readonly string[], separator = ',') {
  const records: { readonly cells: readonly string[]; readonly line: number }[] = [];
  const broken: BrokenRecord[] = [];
  const reader = createRecordReader(separator, {
    record: (cells, line) => records.push({ cells, line }),
    broken: (record) => broken.push(record),
  });
  for (const piece of pieces) reader.push(piece);
  reader.end();
  return {
    records,
    broken,
    cells: records.map(({ cells }) => cells),
    lines: records.map(({ line }) => line),
  };
}

const cell = fc.stringMatching(/^[ab,;"\n é]{0,5}$/u);
const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { maxLength: 8 });
const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
const written = (text: string) => (/[",\n]|^ | $/.test(text) ? quoted(text) : text);

/** Cuts a text at places. */
function cut(text: string, places: readonly number[]): string[] {
  const at = [0, ...places.map((place) => place % (text.length + 1)), text.length].sort((a, b) => a - b);
  return at.slice(1).map((end, index) => text.slice(at[index], end));
}

test('reads what csv-parse reads, in pieces of any length and with any line ends', () => {
  const lineEnd = fc.constantFrom('\n', '\r\n', '\r');
  fc.assert(
    fc.property(table, lineEnd, fc.array(fc.nat(), { maxLength: 12 }), (rows, end, places) => {
      const text = rows.map((row) => row.map(written).join(',')).join('\n');
      const expected = parse(text, { relax_column_count: true, skip_empty_lines: true });
      const { cells, broken } = read(cut(text.replaceAll('\n', end), places));
      expect(broken).toEqual([]);
      // A row in which nothing stands is left out here.
      const isBlank = (row: readonly string[]) => row.every((one) => one.trim() === '');
      expect(cells).toEqual(expected.filter((row: readonly string[]) => !isBlank(row)));
    }),
    { numRuns: 500 },
  );
});

test('whatever the text is, no line is lost and none is told of twice', () => {
  fc.assert(
    fc.property(
      fc.stringMatching(/^[a,"\n]{0,40}$/),
      fc.array(fc.nat(), { maxLength: 6 }),
      (text, places) => {
        const whole = read([text]);
        expect(read(cut(text, places))).toEqual(whole);
        const told = [...whole.lines, ...whole.broken.map(({ line }) => line)];
        expect(new Set(told).size).toBe(told.length);
        const inTexts = whole.cells.flat().join('').split('\n').length - 1;
        const blank = text.split('\n').filter((line) => line.replaceAll(/[,"]/g, '') === '').length;
        expect(told.length + inTexts + blank).toBeGreaterThanOrEqual(text.split('\n').length);
      },
    ),
    { numRuns: 500 },
  );
});

test('records know the line on which they begin', () => {
  expect(read(['a,b\r\n1,"x\r\n', '\r\ny"\r\n\r\n ,\r\n3,4']).lines).toEqual([1, 2, 7]);
});

test('spaces around quotation marks do not count, and those within are kept', () => {
  expect(read(['a , " b " ,c\n']).cells).toEqual([['a ', ' b ', 'c']]);
});

test('a quotation mark within a cell is a letter', () => {
  expect(read(['1,27" screen,5\'6"\n2,x,y\n']).cells).toEqual([
    ['1', '27" screen', '5\'6"'],
    ['2', 'x', 'y'],
  ]);
});

describe('a broken quotation costs its line and no other', () => {
  test.each([
    ['never closed', '1,"a\n2,b\n3,c\n', [2, 3]],
    ['closed by the next one', '1,"a\n2,"b"\n3,c\n', [2, 3]],
    ['closed too early', '1,"a"b\n2,b\n3,c\n', [2, 3]],
    ['on the last line', '1,a\n2,b\n3,"c', [1, 2]],
  ])('%s', (_, text, lines) => {
    const found = read([text]);
    expect(found.lines).toEqual(lines);
    expect(found.broken).toHaveLength(1);
    expect(found.broken[0]).toMatchObject({ cell: 1, message: expect.stringContaining('quotation mark') });
  });

  test('also where its line ends in another piece', () => {
    const found = read(['1,"a"b', 'c,d', 'e\n2,f\n']);
    expect(found.cells).toEqual([['2', 'f']]);
    expect(found.broken.map(({ line }) => line)).toEqual([1]);
  });
});

test('a line without an end is told of once, and reading goes on behind it', () => {
  const long = 'x'.repeat(LONGEST_RECORD);
  const found = read(['1,a\n2,', long, long, long, '\n3,c\n']);
  expect(found.lines).toEqual([1, 3]);
  expect(found.broken).toEqual([
    { line: 2, cell: undefined, message: expect.stringMatching(/longer than 1,000,000/) },
  ]);
});

test('a text that is never closed does not swallow the rest', () => {
  const rest = Array.from({ length: 200_000 }, (_, n) => `${n},b`).join('\n');
  const found = read([`1,"a\n${rest}\n`]);
  expect(found.records).toHaveLength(200_000);
  expect(found.broken.map(({ line }) => line)).toEqual([1]);
});
