import { type CsvTable, readCsv } from '../../infra/local/replay/csv-table.ts';
import type { Screen } from '../../infra/local/status-line.ts';
import type { Log } from '../../shared/ports/log.ts';

/** The table in a CSV text; fails where it is none. */
export function tableIn(text: string, file = 'export.csv'): CsvTable {
  const read = readCsv(file, new TextEncoder().encode(text));
  if (read.kind === 'unreadable') throw new Error(read.message);
  return read.table;
}

/** Keeps what was written. */
export function captured(): Screen & { text(): string } {
  let written = '';
  return { write: (more) => (written += more), text: () => written };
}

export const SILENT: Log = { info: () => {}, warn: () => {}, error: () => {} };
