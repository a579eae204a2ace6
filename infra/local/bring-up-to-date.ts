import type { Log } from '../../shared/ports/log.ts';
import type { Table } from '../../shared/ports/table.ts';
import { foldsKey } from '../../shared/store/keys.ts';
import { lastEntry } from '../../shared/store/ledger.ts';
import { rebuildFolder } from './rebuild-folder.ts';

/** 2: legal forms are no part of a competitor's name, and deals are listed by their reporter. */
const VERSION = 2;

/**
 * Makes anew what another version of Tandem made of the ledger, before anything reads it. The ledger itself is the same in
 * every version.
 */
export async function bringUpToDate(table: Table, folder: string, log: Log): Promise<void> {
  const item = await table.get(foldsKey);
  if (item?.data.version === VERSION) return;
  if ((await lastEntry(table)) !== undefined) {
    log.info('made anew from the ledger', { version: VERSION });
    for await (const { name, items, differences } of rebuildFolder(table, folder, { mend: true })) {
      log.info('made anew', { what: name, items, changed: differences.length });
    }
  }
  await table.write([{ put: foldsKey, data: { version: VERSION } }]);
}
