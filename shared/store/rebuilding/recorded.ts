import { applyToRegister, namesTouched } from '../../domain/competitors/register.ts';
import { applyEntry, type Deal } from '../../domain/deal.ts';
import { isDealEntry, isRegisterEntry, type LedgerEntry } from '../../domain/ledger-entry.ts';
import { MAX_WRITES, type Table, type Write } from '../../ports/table.ts';
import { dealWrites, getDeals } from '../deals.ts';
import { checkpointKey, registerKey, settingsKey } from '../keys.ts';
import { entriesAfter } from '../ledger.ts';
import { plain } from '../plain.ts';
import { readNames } from '../register.ts';

const PAGE = 200;
const CHECKPOINT = checkpointKey('recorded');

/**
 * What the recorder writes together with an entry, made from the entries alone: deals, their places in lists, the register
 * and the settings. It goes on where it stopped, up to the end of the ledger that the table shows.
 *
 * @returns the ids of the deals that it met.
 */
export async function foldRecorded(table: Table): Promise<Set<string>> {
  const met = new Set<string>();
  for (;;) {
    const checkpoint = await table.get(CHECKPOINT);
    const after = typeof checkpoint?.data.seq === 'number' ? checkpoint.data.seq : 0;
    const entries = await entriesAfter(table, after, PAGE);
    const last = entries.at(-1);
    if (last === undefined) return met;
    for (const entry of entries) if (isDealEntry(entry)) met.add(entry.dealId);
    const writes = [...(await dealsAfter(table, entries)), ...(await registerAfter(table, entries))];
    for (let start = 0; start < writes.length; start += MAX_WRITES) {
      await table.write(writes.slice(start, start + MAX_WRITES));
    }
    await table.write([{ put: CHECKPOINT, data: { seq: last.seq } }]);
  }
}

async function dealsAfter(table: Table, entries: readonly LedgerEntry[]): Promise<Write[]> {
  const told = entries.filter(isDealEntry);
  const before = await getDeals(
    table,
    told.map(({ dealId }) => dealId),
  );
  const after = new Map<string, Deal>();
  for (const entry of told) {
    const current = after.get(entry.dealId) ?? before.get(entry.dealId)?.deal;
    after.set(entry.dealId, applyEntry(current, entry));
  }
  return [...after].flatMap(([id, deal]) => unconditional(dealWrites(before.get(id), deal)));
}

/** Nobody else writes here, and a run that was cut off writes the same again. */
const unconditional = (writes: readonly Write[]): Write[] =>
  writes.map((write) => ({ ...write, when: undefined }));

async function registerAfter(table: Table, entries: readonly LedgerEntry[]): Promise<Write[]> {
  const decided = entries.filter(isRegisterEntry);
  const register = new Map(await readNames(table, decided.flatMap(namesTouched)));
  const changed = new Set<string>();
  for (const entry of decided) {
    for (const [key, name] of applyToRegister(register, entry)) {
      register.set(key, name);
      changed.add(key);
    }
  }
  const settings = entries.findLast((entry) => entry.type === 'SettingsChanged')?.settings;
  return [
    ...[...changed].flatMap((key) => {
      const name = register.get(key);
      return name === undefined ? [] : [{ put: registerKey(key), data: plain(name) }];
    }),
    ...(settings === undefined ? [] : [{ put: settingsKey, data: plain(settings) }]),
  ];
}
