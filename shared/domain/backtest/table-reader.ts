import { IS_EMPTY } from '../csv/encoding.ts';
import { createRecordReader, type RecordReader } from '../csv/records.ts';
import { separatorOf } from '../csv/separator.ts';
import { columnsOf } from './columns.ts';
import { createRowReader, type Fault, type ReadRow, type Row } from './row.ts';

export interface RowReceiver {
  row(row: Row, line: number): void;
  fault(fault: Fault, line: number): void;
}

export interface TableReader {
  /** One more piece of the text, of any length. */
  push(text: string): void;
  end(): void;
  /** Why the table as a whole cannot be read, once that is known; undefined as long as it can. */
  unusable(): string | undefined;
  /** What was not used of it. */
  notes(): readonly string[];
}

/** Reads a table of deals in pieces. The header tells what separates the cells, and what they mean. */
export function createTableReader(receiver: RowReceiver): TableReader {
  let head = '';
  let records: RecordReader | undefined;
  let readRow: ReadRow | undefined;
  let names: readonly string[] = [];
  let unusable: string | undefined;
  const notes: string[] = [];

  const start = (separator: string) =>
    createRecordReader(separator, {
      record(cells, line) {
        if (unusable !== undefined) return;
        if (readRow === undefined) return readHeader(cells);
        const read = readRow(cells);
        if (read.kind === 'row') receiver.row(read.row, line);
        else receiver.fault(read, line);
      },
      broken({ line, cell, message }) {
        if (readRow === undefined) unusable ??= `Its header cannot be read. ${message}`;
        else receiver.fault({ kind: 'fault', column: names[cell ?? -1] || null, message }, line);
      },
    });

  function readHeader(cells: readonly string[]): void {
    const header = columnsOf(cells);
    if (header.kind === 'unusable') {
      unusable = header.message;
      return;
    }
    names = header.columns.names;
    readRow = createRowReader(header.columns);
    for (const column of header.columns.unused) notes.push(`The column "${column}" is not used.`);
  }

  return {
    unusable: () => unusable,
    notes: () => notes,
    push(text: string): void {
      if (records !== undefined) {
        records.push(text);
        return;
      }
      head += text;
      const firstLine = /^\s*\S.*[\r\n]/.exec(head)?.[0];
      if (firstLine === undefined) return;
      records = start(separatorOf(firstLine));
      records.push(head);
      head = '';
    },
    end(): void {
      if (records === undefined) {
        records = start(separatorOf(head));
        records.push(head);
      }
      records.end();
      if (readRow === undefined) unusable ??= IS_EMPTY;
    },
  };
}
