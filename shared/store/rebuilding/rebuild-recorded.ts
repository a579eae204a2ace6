import { deal } from '../../domain/deal.ts';
import type { Item, Table, Write } from '../../ports/table.ts';
import { dealKey, openDealsOf, REGISTER, settingsKey } from '../keys.ts';
import { lastEntry } from '../ledger.ts';
import type { Beside } from './beside.ts';
import { compareItems, comparePartitions, type Difference } from './compare.ts';
import type { Comparison } from './rebuild-projection.ts';
import { foldRecorded } from './recorded.ts';

const PATIENCE = 200;
const AT_ONCE = 50;

/**
 * The same for what the recorder writes together with each entry: deals, their places in the lists of open deals, the
 * register and the settings. Reports go on meanwhile: what seems to differ is looked at again when the ledger stands still
 * for a moment, and each item is put right on condition that nobody has changed it.
 */
export async function rebuildRecorded(
  live: Table,
  beside: Beside,
  { mend }: { readonly mend: boolean },
): Promise<Comparison> {
  const dealIds = new Set<string>();
  const bring = async (): Promise<number> => {
    const seq = (await lastEntry(live))?.seq ?? 0;
    beside.showUpTo(seq);
    for (const id of await foldRecorded(beside.table)) dealIds.add(id);
    return seq;
  };
  await bring();
  const ids = [...dealIds];
  const names = new Set<string>();
  let suspects: Difference[] = [];
  for (let start = 0; start < ids.length; start += AT_ONCE) {
    const keys = ids.slice(start, start + AT_ONCE).map(dealKey);
    suspects.push(...(await compareItems(live, beside.table, keys)));
    for (const table of [live, beside.table]) {
      for (const item of await table.getMany(keys)) for (const name of namesIn(item)) names.add(name);
    }
  }
  const lists = await comparePartitions(live, beside.table, [
    REGISTER,
    settingsKey.pk,
    ...[...names].map(openDealsOf),
  ]);
  suspects.push(...lists.differences);
  const items = ids.length + lists.compared;

  for (let attempt = 0; attempt < PATIENCE; attempt++) {
    const before = await bring();
    const keys = suspects.map((one) => one.key);
    suspects = keys.length === 0 ? [] : await compareItems(live, beside.table, keys);
    if (((await lastEntry(live))?.seq ?? 0) !== before) continue;
    const comparison = { name: 'deals and names', items, differences: suspects };
    if (!mend || suspects.length === 0 || (await mendAll(live, suspects))) return comparison;
  }
  throw new Error('The ledger moved on too fast to be compared. Try again at a quieter time.');
}

/** Mentions of a deal by any name, also under keys of an older version. */
const namesIn = (item: Item): string[] => {
  const parsed = deal.safeParse(item.data);
  return parsed.success ? Object.keys(parsed.data.mentions) : [];
};

/** @returns false where somebody changed one of them meanwhile. */
async function mendAll(live: Table, differences: readonly Difference[]): Promise<boolean> {
  for (const { key, live: is, rebuilt } of differences) {
    // An item that is written without a condition has no version; what it lists is checked whenever it is read.
    const when =
      is === undefined ? ('absent' as const) : is.version > 0 ? { version: is.version } : undefined;
    const write: Write =
      rebuilt === undefined
        ? { delete: key, when }
        : { put: key, data: rebuilt.data, index: rebuilt.index, when };
    if ((await live.write([write])).kind === 'condition-failed') return false;
  }
  return true;
}
