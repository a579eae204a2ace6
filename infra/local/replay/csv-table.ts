import { CsvError, parse } from 'csv-parse/sync';
import * as z from 'zod';
import { IS_EMPTY, WINDOWS_1252, wasGuessed } from '../../../shared/domain/csv/encoding.ts';
import { separatorOf } from '../../../shared/domain/csv/separator.ts';
import { decodeText } from './decode-text.ts';
import type { Refusal } from './refusal.ts';

/** A row with its cells by the names of their columns. */
export interface CsvRow {
  /** The line of the file on which the row begins; the header is line 1. */
  readonly line: number;
  readonly cells: Readonly<Record<string, string>>;
}

export interface CsvTable {
  /** The name for people, without its folders. */
  readonly file: string;
  /** Names of the columns in small letters. */
  readonly columns: readonly string[];
  readonly rows: readonly CsvRow[];
  /** Rows that do not fit the header. */
  readonly broken: readonly Refusal[];
  /** How the file was read, where that is not what one would expect. */
  readonly notes: readonly string[];
}

export type CsvFile =
  | { readonly kind: 'table'; readonly table: CsvTable }
  | { readonly kind: 'unreadable'; readonly file: string; readonly message: string };

const parsed = z.array(z.object({ record: z.array(z.string()), info: z.object({ lines: z.int() }) }));

const OPTIONS = {
  record_delimiter: '\n',
  info: true,
  trim: true,
  relax_quotes: true,
  relax_column_count: true,
  skip_empty_lines: true,
  // Spreadsheets like to export rows in which nothing stands.
  skip_records_with_empty_values: true,
  max_record_size: 1_000_000,
} as const;

/** Reads a CSV file with a header: any usual separator, line end and encoding. */
export function readCsv(file: string, bytes: Uint8Array): CsvFile {
  const unreadable = (message: string): CsvFile => ({ kind: 'unreadable', file, message });
  const decoded = decodeText(bytes);
  if (decoded.kind === 'unreadable') return unreadable(decoded.message);
  const { text, encoding } = decoded;
  if (text.trim() === '') return unreadable(IS_EMPTY);

  const delimiter = separatorOf(text.trimStart().split(/[\r\n]/, 1)[0] ?? '');
  let records: z.output<typeof parsed>;
  try {
    // The parser counts a line break of two characters within quotation marks twice, so there are none.
    records = parsed.parse(parse(text.replaceAll(/\r\n?/g, '\n'), { ...OPTIONS, delimiter }));
  } catch (fault) {
    if (!(fault instanceof CsvError)) throw fault;
    return unreadable(`Is not CSV: ${fault.message}. Check the quotation marks, or export it again.`);
  }

  const [header, ...rest] = records;
  const columns = header?.record.map((name) => name.toLowerCase()) ?? [];
  const rows: CsvRow[] = [];
  const broken: Refusal[] = [];
  for (const { record, info } of rest) {
    // The parser says where a row ends.
    const line = info.lines - record.join('').split('\n').length + 1;
    if (record.length === columns.length) {
      rows.push({ line, cells: Object.fromEntries(columns.map((name, at) => [name, record[at] ?? ''])) });
    } else {
      const what = `Does not have as many cells (${record.length}) as the header has columns (${columns.length}). Put text with a separator or a line break into quotation marks.`;
      broken.push({ file, line, what });
    }
  }
  const notes = encoding === WINDOWS_1252 ? [wasGuessed(encoding)] : [];
  return { kind: 'table', table: { file, columns, rows, broken, notes } };
}
