import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { openDatabase } from '../../shared/adapters/local/database.ts';
import { createSqliteTable } from '../../shared/adapters/local/sqlite-table.ts';
import { createProjections } from '../../shared/events/routes.ts';
import type { Table } from '../../shared/ports/table.ts';
import { rebuildAll } from '../../shared/store/rebuilding/rebuild-all.ts';
import type { Comparison } from '../../shared/store/rebuilding/rebuild-projection.ts';

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
  // One that was killed leaves its folder behind.
  for (const name of readdirSync(folder)) {
    if (name.startsWith(SCRATCH)) rmSync(join(folder, name), { recursive: true, force: true });
  }
  const scratchFolder = mkdtempSync(join(folder, SCRATCH));
  const database = openDatabase({ folder: scratchFolder, lock: true });
  const scratch = createSqliteTable(database);
  // Nobody publishes what changes here.
  const trimming = setInterval(() => void scratch.trim(Number.MAX_SAFE_INTEGER), TRIM_MS);
  try {
    yield* rebuildAll(live, { scratch, projections: createProjections(), mend, now: Date.now() });
  } finally {
    clearInterval(trimming);
    database.close();
    rmSync(scratchFolder, { recursive: true, force: true });
  }
}
