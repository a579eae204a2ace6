import type { DetectionSettings } from '../../shared/domain/detection/detection-settings.ts';
import type { Log } from '../../shared/ports/log.ts';
import type { Table } from '../../shared/ports/table.ts';
import { foldsKey } from '../../shared/store/keys.ts';
import { lastEntry } from '../../shared/store/ledger.ts';
import { plain } from '../../shared/store/plain.ts';
import { foldsOf } from '../../shared/store/record-settings.ts';
import { rebuildFolder } from './rebuild-folder.ts';

/**
 * 2: legal forms are no part of a competitor's name, deals are listed by their reporter, settings are in the ledger.
 * 3: closings are kept by family, and wins with their competitor.
 * 4: patterns know how their share does after an alarm, and what they had month by month.
 * They count what advances them apart, and each level has a threshold of its own.
 * 5: there are win rates.
 * 6: all losses of a team are counted together.
 * 7: R and runs come from sums and products alone, the evidence of a run is kept in a ring,
 * and lost amounts by quarter.
 */
const VERSION = 7;

/**
 * Makes anew what another version of Tandem made of the ledger, before anything reads it. The ledger itself is the same in
 * every version.
 *
 * @param settings Those of the operator. A ledger of the first version does not say what it was judged by: most likely by
 * these, and no alert is taken back because of them.
 */
export async function bringUpToDate(
  table: Table,
  folder: string,
  settings: DetectionSettings,
  log: Log,
): Promise<void> {
  const folds = await foldsOf(table);
  if (folds?.version === VERSION) return;
  if ((await lastEntry(table)) === undefined) {
    await table.write([{ put: foldsKey, data: { version: VERSION } }]);
    return;
  }
  const initial = folds?.initial ?? settings;
  // Version 0 until it is done: a start that is killed begins anew, from the same settings.
  await table.write([{ put: foldsKey, data: plain({ version: 0, initial }) }]);
  log.info('made anew from the ledger', { version: VERSION });
  for await (const { name, items, differences } of rebuildFolder(table, folder, { mend: true })) {
    log.info('made anew', { what: name, items, changed: differences.length });
  }
  await table.write([{ put: foldsKey, data: plain({ version: VERSION, initial }) }]);
}
