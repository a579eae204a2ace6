import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { openDatabase } from '../../shared/adapters/local/database.ts';
import { lockFolder } from '../../shared/adapters/local/folder-lock.ts';
import { createSqliteTable } from '../../shared/adapters/local/sqlite-table.ts';
import { StartError } from '../../shared/adapters/local/start-error.ts';
import { createProjections } from '../../shared/events/routes.ts';
import type { Table } from '../../shared/ports/table.ts';
import { rebuildAll } from '../../shared/store/rebuilding/rebuild-all.ts';
import type { Comparison } from '../../shared/store/rebuilding/rebuild-projection.ts';
import { initialSettings } from '../../shared/store/record-settings.ts';

const SCRATCH = 'rebuild-';
const TRIM_MS = 250;

/**
 * Makes everything anew that follows from the ledger of a data folder, in a folder beside the data, where there is room for
 * as much again; compares, and puts right what differs if it may. A Tandem may be running on the folder.
 */
export async function* rebuildFolder(
  live: Table,
  folder: string,
  { mend }: { readonly mend: boolean },
): AsyncGenerator<Comparison> {
  removeLeftOver(folder);
  const scratchFolder = mkdtempSync(join(folder, SCRATCH));
  const database = openDatabase({ folder: scratchFolder, lock: true });
  const scratch = createSqliteTable(database);
  // Nobody publishes what changes here.
  const trimming = setInterval(() => void scratch.trim(Number.MAX_SAFE_INTEGER), TRIM_MS);
  try {
    const projections = createProjections(await initialSettings(live));
    yield* rebuildAll(live, { scratch, projections, mend, now: Date.now() });
  } finally {
    clearInterval(trimming);
    database.close();
    rmSync(scratchFolder, { recursive: true, force: true });
  }
}

/** A rebuild that was killed leaves its folder behind. One that runs holds the lock of its own. */
function removeLeftOver(folder: string): void {
  for (const name of readdirSync(folder)) {
    if (!name.startsWith(SCRATCH)) continue;
    try {
      lockFolder(join(folder, name))();
    } catch (fault) {
      if (fault instanceof StartError) continue;
      throw fault;
    }
    rmSync(join(folder, name), { recursive: true, force: true });
  }
}
