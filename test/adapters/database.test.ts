import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type Database, type DatabaseOptions, openDatabase } from '../../shared/adapters/local/database.ts';
import { createSqliteTable } from '../../shared/adapters/local/sqlite-table.ts';
import { StartError } from '../../shared/adapters/local/start-error.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

function open(options: DatabaseOptions): Database {
  const database = openDatabase(options);
  onTestFinished(() => database.close());
  return database;
}

function startErrorOf(options: DatabaseOptions): StartError {
  try {
    open(options);
  } catch (error) {
    if (error instanceof StartError) return error;
    throw error;
  }
  throw new Error('The database opened.');
}

describe('opening the database', () => {
  it('makes the folder, for this user only', () => {
    const folder = join(temporaryFolder(), 'deep', 'down');
    open({ folder, lock: true });
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(existsSync(join(folder, 'tandem.db'))).toBe(true);
  });

  it('keeps commits through a power cut', () => {
    const database = open({ folder: temporaryFolder(), lock: true });
    expect(database.statement('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' });
    expect(database.statement('PRAGMA synchronous').get()).toEqual({ synchronous: 2 });
    expect(database.statement('PRAGMA busy_timeout').get()).toEqual({ timeout: 5000 });
  });

  it('says what to do about a folder that cannot be made', () => {
    const file = join(temporaryFolder(), 'file');
    writeFileSync(file, '');
    for (const lock of [true, false]) {
      const error = startErrorOf({ folder: join(file, 'below'), lock });
      expect(error.kind).toBe('folder-unusable');
      expect(error.message).toContain(join(file, 'below'));
      expect(error.message).toContain('choose another folder');
      expect(startErrorOf({ folder: file, lock }).kind).toBe('folder-unusable');
    }
  });

  it('does not touch the database of a newer version', () => {
    const folder = temporaryFolder();
    const newer = new DatabaseSync(join(folder, 'tandem.db'));
    newer.exec('PRAGMA user_version = 999');
    newer.close();
    const error = startErrorOf({ folder, lock: true });
    expect(error.kind).toBe('database-newer');
    expect(error.message).toContain('999');
    expect(error.message).toContain('Start the newer version again');
    expect(startErrorOf({ folder, lock: true }).kind).toBe('database-newer');
  });

  it('recognises a file that is no database', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'tandem.db'), 'not a database '.repeat(1000));
    expect(startErrorOf({ folder, lock: true }).kind).toBe('database-damaged');
  });

  it('brings an older database up to date, and lets a tool do so only while no home runs', () => {
    const folder = temporaryFolder();
    openDatabase({ folder, lock: true }).close();
    const older = new DatabaseSync(join(folder, 'tandem.db'));
    older.exec('DROP TABLE queue_messages; DROP TABLE dead_letters; PRAGMA user_version = 1');
    older.close();

    const running = new DatabaseSync(join(folder, 'lock.db'));
    running.exec('BEGIN EXCLUSIVE');
    expect(startErrorOf({ folder, lock: false }).kind).toBe('folder-in-use');
    running.close();

    const tool = open({ folder, lock: false });
    expect(tool.statement('SELECT count(*) AS n FROM dead_letters').get()).toEqual({ n: 0 });
    expect(tool.statement('PRAGMA user_version').get()).toEqual({ user_version: 2 });
    open({ folder, lock: true });
  });
});

describe('the lock of the folder', () => {
  it('lets one home run, and tools beside it', () => {
    const folder = temporaryFolder();
    const home = open({ folder, lock: true });
    expect(home.locked).toBe(true);
    const error = startErrorOf({ folder, lock: true });
    expect(error.kind).toBe('folder-in-use');
    expect(error.message).toContain('Stop the other one first');
    expect(open({ folder, lock: false }).locked).toBe(false);
    expect(startErrorOf({ folder, lock: true }).kind).toBe('folder-in-use');
    home.close();
    open({ folder, lock: true });
  });

  it('is given back after a start that failed', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'tandem.db'), 'not a database '.repeat(1000));
    startErrorOf({ folder, lock: true });
    const lock = new DatabaseSync(join(folder, 'lock.db'), { timeout: 0 });
    lock.exec('BEGIN EXCLUSIVE');
    lock.close();
  });

  it('ends with the process, even by kill -9, and what was acknowledged is there', async () => {
    const folder = temporaryFolder();
    const child = startWriter(folder);
    const acknowledged = await countLines(child, 50);
    expect(startErrorOf({ folder, lock: true }).kind).toBe('folder-in-use');
    child.kill('SIGKILL');
    await once(child, 'exit');

    const table = createSqliteTable(open({ folder, lock: true }));
    const entries = (await table.query({ pk: 'ledger' })).items.map(({ data }) => data.n);
    expect(entries.length).toBeGreaterThanOrEqual(acknowledged());
    expect(entries).toEqual(entries.map((_, n) => n));
    const partners = (await table.query({ pk: 'partner' })).items;
    expect(partners).toHaveLength(entries.length);
  });
});

/** A process that writes pairs of items and prints a line for each pair that was acknowledged. */
function startWriter(folder: string): ChildProcess {
  const at = (path: string) =>
    JSON.stringify(new URL(`../../shared/adapters/local/${path}`, import.meta.url).href);
  const program = `
    import { openDatabase } from ${at('database.ts')};
    import { createSqliteTable } from ${at('sqlite-table.ts')};
    const table = createSqliteTable(openDatabase({ folder: ${JSON.stringify(folder)}, lock: true }));
    for (let n = 0; ; n += 1) {
      const sk = String(n).padStart(8, '0');
      const puts = ['ledger', 'partner'].map((pk) => ({ put: { pk, sk }, data: { n }, when: 'absent' }));
      await table.write(puts);
      console.log(n);
    }`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  return child;
}

/** Waits for so many lines; gives a function that says how many there are by now. */
async function countLines(child: ChildProcess, wanted: number): Promise<() => number> {
  let lines = 0;
  await new Promise<void>((resolve, reject) => {
    child.once('exit', () => reject(new Error('The writer stopped by itself.')));
    child.stdout?.on('data', (text: Buffer) => {
      lines += text.toString().split('\n').length - 1;
      if (lines >= wanted) resolve();
    });
  });
  return () => lines;
}
