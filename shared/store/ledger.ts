import type { Deal } from '../domain/deal.ts';
import { type DealEntry, isDealEntry, type LedgerEntry, ledgerEntry } from '../domain/ledger-entry.ts';
import type { Table } from '../ports/table.ts';
import { LEDGER, ledgerKey, ordered } from './keys.ts';

/** The newest entry, or undefined in an empty ledger. */
export async function lastEntry(table: Table): Promise<LedgerEntry | undefined> {
  const { items } = await table.query({ pk: LEDGER, direction: 'descending', limit: 1 });
  return items[0] && ledgerEntry.parse(items[0].data);
}

/** Up to `limit` entries after number `after`, in order. */
export async function entriesAfter(table: Table, after: number, limit: number): Promise<LedgerEntry[]> {
  const { items } = await table.query({ pk: LEDGER, sk: { from: ordered(after + 1) }, limit });
  return items.map((item) => ledgerEntry.parse(item.data));
}

/** The entries of a deal's history, in order. */
export const entriesOfDeal = async (table: Table, { history }: Deal): Promise<DealEntry[]> =>
  (await entriesNumbered(table, history)).filter(isDealEntry);

/** The entries with these numbers, in the order of the ledger. */
export async function entriesNumbered(table: Table, numbers: readonly number[]): Promise<LedgerEntry[]> {
  const items = await table.getMany(numbers.map(ledgerKey));
  return items.map((item) => ledgerEntry.parse(item.data)).sort((a, b) => a.seq - b.seq);
}
