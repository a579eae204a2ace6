import { columnsOf } from '../../../shared/domain/backtest/columns.ts';
import { createRowReader, type Fault, type ReadRow, type Row } from '../../../shared/domain/backtest/row.ts';
import { createRecordReader, type RecordReader } from '../../../shared/domain/csv/records.ts';
import { separatorOf } from '../../../shared/domain/csv/separator.ts';
import { IS_EMPTY, WINDOWS_1252, wasGuessed } from '../csv/encoding.ts';
import { openTextFile } from '../csv/text-file.ts';

interface Receiver {
  row(row: Row, line: number): void;
  fault(fault: Fault, line: number): void;
  /** A piece of the file was read. Reading waits for what comes of it. */
  piece(progress: { readonly read: number; readonly size: number }): Promise<void>;
}

export type DealsRead =
  | {
      readonly kind: 'read';
      /** How the file was read, where that is not what one would expect. */
      readonly notes: readonly string[];
    }
  | { readonly kind: 'unreadable'; readonly message: string };

/** Reads a table of deals of any length, and keeps nothing of it. */
export async function readDeals(path: string, receiver: Receiver): Promise<DealsRead> {
  const file = await openTextFile(path);
  if (file.kind === 'unreadable') return file;
  const table = createTableReader(receiver);
  for await (const { text, read } of file.pieces()) {
    table.push(text);
    if (table.unusable() !== undefined) break;
    await receiver.piece({ read, size: file.size });
  }
  table.end();
  const message = table.unusable();
  if (message !== undefined) return { kind: 'unreadable', message };
  const guessed = file.encoding === WINDOWS_1252 ? [wasGuessed(file.encoding)] : [];
  return { kind: 'read', notes: [...guessed, ...table.notes()] };
}

/** The header tells what separates the cells, and what they mean. */
function createTableReader(receiver: Receiver) {
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
