import { describe, expect, test } from 'vitest';
import { readCsv } from '../../infra/local/replay/csv-table.ts';
import { tableIn } from './in-memory.ts';

const TEXT = 'Deal_ID,note\r\nD-1,größer\r\n';
const CELLS = [{ line: 2, cells: { deal_id: 'D-1', note: 'größer' } }];
const utf8 = new TextEncoder();

describe('encodings', () => {
  test.each([
    ['UTF-8', utf8.encode(TEXT)],
    ['UTF-8 with a byte order mark', utf8.encode(`\ufeff${TEXT}`)],
    ['UTF-16, little end first', Buffer.from(`\ufeff${TEXT}`, 'utf16le')],
    ['UTF-16, big end first', Buffer.from(`\ufeff${TEXT}`, 'utf16le').swap16()],
    ['Windows-1252', Buffer.from(TEXT, 'latin1')],
  ])('%s', (_, bytes) => {
    const read = readCsv('a.csv', bytes);
    expect(read).toMatchObject({ kind: 'table', table: { columns: ['deal_id', 'note'], rows: CELLS } });
  });

  test('a guess is said aloud', () => {
    const read = readCsv('a.csv', Buffer.from(TEXT, 'latin1'));
    expect(read).toMatchObject({ table: { notes: ['Is not UTF-8 and was read as Windows-1252.'] } });
  });
});

describe('what cannot be read says what to do', () => {
  test.each([
    ['an empty file', Buffer.from(''), /Is empty\. Export it again/],
    ['blank lines', Buffer.from('\ufeff\r\n \r\n'), /Is empty/],
    ['a spreadsheet', Buffer.from([0x50, 0x4b, 3, 4, 0, 0]), /Save it as "CSV UTF-8"/],
    ['UTF-16 without its mark', Buffer.from('a,b', 'utf16le'), /Is not text\. Export it anew/],
    ['an open quotation mark', Buffer.from('a,b\n1,"2\n3,4\n'), /Check the quotation marks/],
  ])('%s', (_, bytes, message) => {
    expect(readCsv('a.csv', bytes)).toMatchObject({
      kind: 'unreadable',
      message: expect.stringMatching(message),
    });
  });
});

describe('separators', () => {
  test.each([
    ['comma', 'a,b\n1,2;3\n', '2;3'],
    ['semicolon', 'a;b\n1;2,3\n', '2,3'],
    ['tab', 'a\tb\n1\t2,3;4\n', '2,3;4'],
    ['semicolon, with commas in a quoted column', '"a";"b";"c,,,"\n1;2;3\n', '2'],
  ])('%s', (_, text, second) => {
    expect(tableIn(text).rows[0]?.cells).toMatchObject({ a: '1', b: second });
  });
});

describe('rows', () => {
  test('know their line, also after a line break within quotation marks and empty rows', () => {
    const { rows } = tableIn('a,b\r\n1,"x\r\ny"\r\n\r\n ,\r\n3,4\r\n');
    expect(rows.map(({ line, cells }) => [line, cells.a])).toEqual([
      [2, '1'],
      [6, '3'],
    ]);
  });

  test('that do not fit the header are set aside', () => {
    const { rows, broken } = tableIn('a,b\n1,2\n1,2,3\n1\n5,6\n');
    expect(rows.map(({ line }) => line)).toEqual([2, 5]);
    expect(broken).toEqual([
      {
        file: 'export.csv',
        line: 3,
        what: expect.stringMatching(/as many cells \(3\) as the header has columns \(2\)/),
      },
      { file: 'export.csv', line: 4, what: expect.stringMatching(/as many cells \(1\)/) },
    ]);
  });
});
