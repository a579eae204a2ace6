import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { backUp, restore } from '../../shared/adapters/local/backup.ts';
import { openDatabase } from '../../shared/adapters/local/database.ts';
import { createSqliteTable } from '../../shared/adapters/local/sqlite-table.ts';
import { StartError } from '../../shared/adapters/local/start-error.ts';
import { createRecorder } from '../../shared/store/recorder.ts';
import { aLoss } from '../support/reports.ts';
import { allItems, aStore } from '../support/store.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const file = () => join(temporaryFolder(), 'backup.db');

async function report(folder: string, dealIds: readonly string[]) {
  const store = aStore(folder);
  const { record } = createRecorder({ table: store.table, clock: Date.now });
  for (const dealId of dealIds) await record({ kind: 'loss', dealId, report: aLoss() });
  return store;
}

test('a lost folder comes back from a backup that was made while the home ran', async () => {
  const folder = temporaryFolder();
  const running = await report(folder, ['D-1', 'D-2']);
  const before = allItems(running);
  const copy = file();
  expect(await backUp(folder, copy)).toEqual({ entries: 2 });
  running.database.close();
  rmSync(folder, { recursive: true });

  expect(restore(copy, folder)).toEqual({ entries: 2 });
  const database = openDatabase({ folder, lock: true });
  expect(allItems({ database })).toEqual(before);
  const { record } = createRecorder({ table: createSqliteTable(database), clock: Date.now });
  expect(await record({ kind: 'loss', dealId: 'D-3', report: aLoss() })).toMatchObject({
    kind: 'stored',
    seq: 3,
  });
  database.close();
});

test('a folder that has a database is not overwritten', async () => {
  const folder = temporaryFolder();
  (await report(folder, ['D-1'])).database.close();
  const copy = file();
  await backUp(folder, copy);
  expect(() => restore(copy, folder)).toThrow(/exists already and is not overwritten/);
});

test('a backup is not overwritten either', async () => {
  const folder = temporaryFolder();
  (await report(folder, ['D-1'])).database.close();
  const copy = file();
  await backUp(folder, copy);
  await expect(backUp(folder, copy)).rejects.toThrow(StartError);
});

test('a folder in use is not restored into', async () => {
  const [source, used] = [temporaryFolder(), temporaryFolder()];
  (await report(source, ['D-1'])).database.close();
  const copy = file();
  await backUp(source, copy);
  const running = await report(used, []);
  expect(() => restore(copy, used)).toThrow(/Another Tandem is using/);
  running.database.close();
});

test.each([
  [
    'a file that is no database',
    'not a database at all, but text that is long enough to be read as a header',
  ],
  ['an empty file', ''],
])('%s is refused and changes nothing', (_, content) => {
  const bad = file();
  writeFileSync(bad, content);
  const folder = temporaryFolder();
  expect(() => restore(bad, folder)).toThrow(/is not a whole database of Tandem/);
});

test('a folder without a database has nothing to back up', async () => {
  await expect(backUp(temporaryFolder(), file())).rejects.toThrow(/There is no database/);
});
