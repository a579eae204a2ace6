import { DatabaseSync, type StatementSync } from 'node:sqlite';
import * as z from 'zod';
import { databaseFile, makeFolder } from './data-folder.ts';
import { lockFolder } from './folder-lock.ts';
import { createGroupCommit, type GroupCommit } from './group-commit.ts';
import { MIGRATIONS } from './migrations.ts';
import { isBusy, isDamaged, isStorageUnavailable } from './sqlite-errors.ts';
import { databaseDamaged, databaseNewer, folderInUse, folderUnusable } from './start-error.ts';

export interface Database {
  /** Whether this process is the home of the folder, and so the only one that handles its messages. */
  readonly locked: boolean;
  /** A prepared statement; the same text is prepared once. Statements that write belong into `transact`. */
  statement(sql: string): StatementSync;
  readonly transact: GroupCommit['transact'];
  /** Commits what waits, then closes and gives the lock back. A second call does nothing. */
  close(): void;
}

export interface DatabaseOptions {
  readonly folder: string;
  /** A home locks the folder. A command line tool does not, so that it can work beside a running home. */
  readonly lock: boolean;
}

/**
 * Opens the database of a folder, and makes or brings up to date what is missing.
 *
 * @throws StartError if a person has to do something first.
 */
export function openDatabase({ folder, lock }: DatabaseOptions): Database {
  makeFolder(folder);
  const unlock = lock ? lockFolder(folder) : undefined;
  let connection: DatabaseSync | undefined;
  try {
    connection = new DatabaseSync(databaseFile(folder), { timeout: 5000 });
    bringUpToDate(connection, folder, lock);
    // WAL with FULL: a commit that returned survives a power cut, and a reader never waits for the writer.
    connection.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
    // A file that cannot be written should be found out now and not with the first report.
    connection.exec('BEGIN IMMEDIATE; ROLLBACK');
    return wrap(connection, unlock);
  } catch (error) {
    connection?.close();
    unlock?.();
    throw explain(folder, error);
  }
}

/** A tool that finds an old format needs the lock for the change: a running home would not expect a new one. */
function bringUpToDate(connection: DatabaseSync, folder: string, locked: boolean): void {
  if (versionOf(connection, folder) === MIGRATIONS.length) return;
  const unlock = locked ? undefined : lockFolder(folder);
  try {
    connection.exec('BEGIN IMMEDIATE');
    for (const step of MIGRATIONS.slice(versionOf(connection, folder))) connection.exec(step);
    connection.exec(`PRAGMA user_version = ${MIGRATIONS.length}; COMMIT`);
  } finally {
    unlock?.();
  }
}

const versionRow = z.object({ user_version: z.number() });

function versionOf(connection: DatabaseSync, folder: string): number {
  const found = versionRow.parse(connection.prepare('PRAGMA user_version').get()).user_version;
  if (found > MIGRATIONS.length) throw databaseNewer(folder, found, MIGRATIONS.length);
  return found;
}

/** Only what a person can mend becomes a StartError; a mistake in this program stays what it is. */
function explain(folder: string, error: unknown): unknown {
  if (isDamaged(error)) return databaseDamaged(folder, error);
  if (isBusy(error)) return folderInUse(folder, error);
  return isStorageUnavailable(error) ? folderUnusable(folder, error) : error;
}

function wrap(connection: DatabaseSync, unlock: (() => void) | undefined): Database {
  const statements = new Map<string, StatementSync>();
  const commits = createGroupCommit(connection);

  return {
    locked: unlock !== undefined,
    statement(sql) {
      const known = statements.get(sql);
      if (known !== undefined) return known;
      const prepared = connection.prepare(sql);
      statements.set(sql, prepared);
      return prepared;
    },
    transact: commits.transact,
    close() {
      if (!connection.isOpen) return;
      commits.close();
      connection.close();
      unlock?.();
    },
  };
}
