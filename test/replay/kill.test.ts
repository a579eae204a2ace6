import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { openDatabase } from '../../shared/adapters/local/database.ts';
import { createSqliteTable } from '../../shared/adapters/local/sqlite-table.ts';
import { lastEntry } from '../../shared/store/ledger.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { exportWithSurge, replayInto } from './replaying.ts';

async function entriesIn(folder: string): Promise<number> {
  const database = openDatabase({ folder, lock: false });
  try {
    return (await lastEntry(createSqliteTable(database)))?.seq ?? 0;
  } finally {
    database.close();
  }
}

test('a replay that was killed and made again leaves what one would have left that was not killed', async () => {
  const text = exportWithSurge({ from: '2025-11-01', days: 150, surgeOn: '2026-03-10' });
  const [files, killed] = [temporaryFolder(), temporaryFolder()];
  const file = join(files, 'export.csv');
  writeFileSync(file, text);
  const child = spawn(process.execPath, ['infra/local/replay/main.ts', file, '--data', killed], {
    stdio: 'ignore',
    env: { PATH: process.env.PATH, TANDEM_BIG_LOSS: '500000 EUR' },
  });
  const ended = new Promise((resolve) => child.once('exit', (_, signal) => resolve(signal)));
  // In the middle of the surge, with alerts on their way.
  while ((await entriesIn(killed)) < 270) await sleep(5);
  child.kill('SIGKILL');
  expect(await ended).toBe('SIGKILL');
  const before = await entriesIn(killed);

  const resumed = await replayInto(killed, text);
  const straight = await replayInto(temporaryFolder(), text);
  // The first entry is of the settings.
  expect(resumed.unchanged).toBe(before - 1);
  expect(resumed.ledger).toEqual(straight.ledger);
  expect(resumed.alerts).toEqual(straight.alerts);
  expect(resumed.sent).toEqual(straight.sent);
});
