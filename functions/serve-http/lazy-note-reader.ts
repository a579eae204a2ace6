import type { Table } from '../../shared/ports/table.ts';
import type { ReadNote } from '../../shared/store/note-reader.ts';
import { lazily } from './lazily.ts';

/** Reads notes; the first one loads what it takes. */
export function createLazyNoteReader(table: Table): ReadNote {
  const reader = lazily(async () =>
    (await import('../../shared/store/note-reader.ts')).createNoteReader(table),
  );
  return async (note, deal) => (await reader())(note, deal);
}
