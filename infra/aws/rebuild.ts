import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectTable } from '../../shared/adapters/aws/connect-table.ts';
import { tellRebuild } from '../local/rebuild-command.ts';
import { rebuildFolder } from '../local/rebuild-folder.ts';
import type { Deployment } from './deployment.ts';

/**
 * Makes everything that follows from the ledger of a deployment once more, in a table of this machine, compares it with what
 * the functions made, and puts right what differs if it may. The deployment goes on meanwhile.
 *
 * @returns the exit code: 1 where something differs and was only to be told.
 */
export async function rebuildDeployed(
  { TableName }: Deployment,
  options: Parameters<typeof tellRebuild>[1],
): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'tandem-'));
  try {
    return await tellRebuild(rebuildFolder(connectTable(TableName), folder, options), options);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
