import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { isBusy } from './sqlite-errors.ts';
import { folderInUse, folderUnusable } from './start-error.ts';

/**
 * Makes this process the only home on the folder, by an exclusive transaction on a tiny database of its own: a lock
 * of the operating system, which ends with the process however it ends. A file with a process id would outlive
 * `kill -9`; a lock on the data itself would keep out the command line tools too.
 */
export function lockFolder(folder: string): () => void {
  let connection: DatabaseSync | undefined;
  try {
    connection = new DatabaseSync(join(folder, 'lock.db'), { timeout: 0 });
    connection.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    connection?.close();
    throw isBusy(error) ? folderInUse(folder, error) : folderUnusable(folder, error);
  }
  const held = connection;
  return () => held.close();
}
