import { isRegisterEntry, movesNames, type RegisterEntry } from '../domain/ledger-entry.ts';
import type { Table } from '../ports/table.ts';
import type { Competitor } from './competitors.ts';
import { entriesNumbered } from './ledger.ts';
import { readNames } from './register.ts';

/** Something that was decided about a competitor. */
export interface RegisterChange {
  readonly entry: RegisterEntry;
  /** Can it be undone now? A merge that a later one came over cannot, before that is undone. */
  readonly canBeUndone: boolean;
}

/** What was decided about a competitor, the latest first. */
export async function changesOf(table: Table, { changes }: Competitor): Promise<RegisterChange[]> {
  const entries = (await entriesNumbered(table, changes)).filter(isRegisterEntry);
  const moved = await readNames(
    table,
    entries.flatMap((entry) => (movesNames(entry) ? entry.names : [])),
  );
  const inForce = new Set([...moved.values()].map(({ moves }) => moves.at(-1)?.by));
  return entries.reverse().map((entry) => ({ entry, canBeUndone: inForce.has(entry.seq) }));
}
