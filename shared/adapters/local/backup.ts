import { copyFileSync, existsSync, renameSync, rmSync } from 'node:fs';
import { backup, DatabaseSync } from 'node:sqlite';
import * as z from 'zod';
import { databaseFile, makeFolder } from './data-folder.ts';
import { openDatabase } from './database.ts';
import { lockFolder } from './folder-lock.ts';
import { backupImpossible } from './start-error.ts';

/** What is in a backup, for the person who made it. */
export interface BackupContent {
  /** Entries of the ledger. */
  readonly entries: number;
}

/**
 * Copies the database of a folder into one file, as it was at one moment, also while a home runs on it. The copy gets
 * its name when it is whole and checked.
 *
 * @throws StartError if there is no database, or a file of that name already.
 */
export async function backUp(folder: string, file: string): Promise<BackupContent> {
  const source = databaseFile(folder);
  if (!existsSync(source)) {
    throw backupImpossible(
      folder,
      `There is no database in ${folder}. Name the data folder of a Tandem with --data.`,
    );
  }
  refuseToOverwrite(folder, file);
  const partial = `${file}.partial`;
  rmSync(partial, { force: true });
  const connection = new DatabaseSync(source, { readOnly: true, timeout: 5000 });
  try {
    await backup(connection, partial);
  } finally {
    connection.close();
  }
  const content = check(folder, partial);
  renameSync(partial, file);
  return content;
}

/**
 * Makes a data folder from a backup. A folder that has a database keeps it: nothing is overwritten.
 *
 * @throws StartError if the file is no whole backup or of a newer version, or if the folder has a database.
 */
export function restore(file: string, folder: string): BackupContent {
  if (!existsSync(file))
    throw backupImpossible(folder, `There is no file ${file}. Name the backup to restore.`);
  const content = check(folder, file);
  makeFolder(folder);
  const target = databaseFile(folder);
  const unlock = lockFolder(folder);
  try {
    refuseToOverwrite(folder, target);
    const partial = `${target}.partial`;
    copyFileSync(file, partial);
    renameSync(partial, target);
  } finally {
    unlock();
  }
  openDatabase({ folder, lock: true }).close();
  return content;
}

function refuseToOverwrite(folder: string, file: string): void {
  if (!existsSync(file)) return;
  throw backupImpossible(
    folder,
    `${file} exists already and is not overwritten. Move it away, or choose another name.`,
  );
}

const countRow = z.object({ entries: z.number() });
const integrityRow = z.object({ integrity_check: z.literal('ok') });

function check(folder: string, file: string): BackupContent {
  const connection = new DatabaseSync(file, { readOnly: true });
  try {
    integrityRow.parse(connection.prepare('PRAGMA integrity_check').get());
    return countRow.parse(
      connection.prepare("SELECT count(*) AS entries FROM items WHERE pk = 'LEDGER'").get(),
    );
  } catch (cause) {
    throw backupImpossible(folder, `${file} is not a whole database of Tandem. Nothing was changed.`, cause);
  } finally {
    connection.close();
  }
}
