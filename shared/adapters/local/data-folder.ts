import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { folderUnusable } from './start-error.ts';

/** The database of a data folder. Beside it SQLite keeps files of the same name with an ending. */
export const databaseFile = (folder: string): string => join(folder, 'tandem.db');

/**
 * The folder holds customers' names and amounts: other users of the machine have no business in it.
 *
 * Made one by one: the recursive mkdir of Node never returns where a system refuses a folder as "not found", as /proc does.
 */
export function makeFolder(folder: string): void {
  const missing: string[] = [];
  for (let path = resolve(folder); !existsSync(path); path = dirname(path)) missing.unshift(path);
  try {
    for (const path of missing) mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    throw folderUnusable(folder, error);
  }
}
