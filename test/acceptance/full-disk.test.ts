import { execFileSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openDatabase } from '../../shared/adapters/local/database.ts';
import { findAlerts } from '../../shared/store/alerts.ts';
import { problemOf } from '../support/api.ts';
import { callAll } from '../support/history.ts';
import { expectRecounted } from '../support/same-ledger.ts';
import { wholeLedger } from '../support/store.ts';
import { aTandem, DEPLOYED_AT, eventually, YESTERDAY } from '../support/tandem.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** A disk of a few megabytes, or why there is none: only the administrator of a machine may mount one. */
function aSmallDisk(): { readonly folder: string } | { readonly refused: string } {
  const folder = join(temporaryFolder(), 'disk');
  try {
    mkdirSync(folder);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tandem-test', folder], { stdio: 'pipe' });
    return { folder };
  } catch (fault) {
    return { refused: fault instanceof Error ? fault.message.replaceAll('\n', ' ') : String(fault) };
  }
}

const disk = DEPLOYED_AT === undefined ? aSmallDisk() : { refused: 'The Tandem is on another machine.' };
afterAll(() => {
  if ('folder' in disk) execFileSync('umount', [disk.folder]);
});
if ('refused' in disk) console.warn(`The test of a full disk is skipped: ${disk.refused}`);

/** Takes all the room that is left. */
function fill(folder: string): { empty(): void } {
  const file = join(folder, 'other-program.bin');
  const handle = openSync(file, 'w');
  try {
    for (const size of [64 * 1024, 512]) {
      try {
        for (;;) writeSync(handle, Buffer.alloc(size));
      } catch (fault) {
        expect(fault).toMatchObject({ code: 'ENOSPC' });
      }
    }
  } finally {
    closeSync(handle);
  }
  return { empty: () => rmSync(file) };
}

const big = (n: number) => ({
  method: 'put' as const,
  path: `/api/deals/F-${n}/loss`,
  body: {
    lostOn: YESTERDAY,
    outcome: 'competitor',
    competitor: 'Acme',
    primaryReason: 'price',
    account: `Account ${n}`,
    owner: `Rep ${n}`,
    amount: '950000.00',
    currency: 'EUR',
    note: 'x'.repeat(500),
  },
});

describe.skipIf('refused' in disk)('a full disk', () => {
  it('refuses reports and says so, damages nothing, and all goes on when there is room again', async () => {
    if ('refused' in disk) return;
    const { folder } = disk;
    const tandem = await aTandem({ folder, env: { TANDEM_BIG_LOSS: '900000 EUR' } });
    await callAll(tandem.api, [big(0)]);
    await tandem.home.settle();
    const other = fill(folder);

    const stored = [big(0)];
    const refused = await eventually(async () => {
      const report = big(stored.length);
      const answer = await tandem.api.put(report.path, report.body);
      if (answer.status !== 201) return answer;
      stored.push(report);
    }, 'the room in the files of the database is used up');
    expect(problemOf(refused)).toMatchObject({ status: 503, type: 'urn:tandem:problem:unavailable' });
    expect(problemOf(refused).detail).toContain('storage is full');
    expect((await tandem.api.get('/healthz')).status).toBe(503);
    const form = await tandem.api.send('/report/loss', {
      method: 'POST',
      headers: { origin: tandem.url },
      body: new URLSearchParams({ dealId: 'F-form', ...big(1).body }),
    });
    expect(form.status).toBe(503);
    // Reading goes on.
    expect((await tandem.api.get('/api/deals/F-0')).status).toBe(200);
    expect((await tandem.api.get('/alerts')).status).toBe(200);

    other.empty();
    const again = big(stored.length);
    await eventually(async () => {
      const { status } = await tandem.api.put(again.path, again.body);
      return status === 201 || status === 200 ? true : undefined;
    }, 'a report is taken again');
    stored.push(again);
    const told = await eventually(async () => {
      await tandem.home.settle().catch(() => {});
      const alerts = new Set((await tandem.outbox()).map(({ alertId }) => alertId));
      return alerts.size > 0 && (await tandem.home.deadLetters.count()) === 0 ? alerts : undefined;
    }, 'the consequences are caught up with');
    expect(told.size).toBeGreaterThan(0);
    await tandem.home.settle();
    // Each of these losses is an alert of its own, also those that were stored when the room ran out.
    const { alerts } = await findAlerts(tandem.home.table, { limit: 1_000 });
    expect(alerts.filter(({ family }) => family === 'big-loss')).toHaveLength(stored.length);

    const ledger = await wholeLedger(tandem.home.table);
    expect(ledger.map(({ seq }) => seq)).toEqual(ledger.map((_, index) => index + 1));
    const reported = ledger.flatMap((entry) => ('dealId' in entry ? entry.dealId : []));
    expect(reported).toEqual(stored.map((_, n) => `F-${n}`));
    await expectRecounted(tandem);
    const database = openDatabase({ folder, lock: false });
    expect(database.statement('PRAGMA integrity_check').all()).toEqual([{ integrity_check: 'ok' }]);
    database.close();
    await tandem.stop();
  });
});
