import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FAMILY_NAMES } from '../../shared/domain/families/registry.ts';
import { foldsKey, SURGES } from '../../shared/store/keys.ts';
import { aClock } from '../support/clock.ts';
import { aLossOfTheRun, aRun, businessAsUsual, callAll, dayOf } from '../support/history.ts';
import { partition } from '../support/store.ts';
import { aTandem, DEPLOYED_AT } from '../support/tandem.ts';

const ROOT = join(import.meta.dirname, '../..');

/** `npm run rebuild` as a process of its own. */
function rebuild(
  folder: string,
  ...flags: readonly string[]
): Promise<{ code: number | null; text: string }> {
  const args = ['--disable-warning=ExperimentalWarning', 'infra/local/tool.ts', 'rebuild'];
  const child = spawn(process.execPath, [...args, '--data', folder, ...flags], { cwd: ROOT });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => (text += part));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, text }));
  });
}

describe.skipIf(DEPLOYED_AT !== undefined)('npm run rebuild, beside a running Tandem', () => {
  it('finds what is wrong, puts it right, and Tandem goes on', async () => {
    const clock = aClock('2026-03-02T10:00:00Z');
    const tandem = await aTandem({ clock });
    const { table } = tandem.home;
    await businessAsUsual(tandem.api, clock, 20);
    await aRun(tandem.api, clock, 9);
    await tandem.home.settle();
    expect(await rebuild(tandem.folder, '--check')).toMatchObject({
      code: 0,
      text: expect.stringContaining('Everything is as the ledger says.'),
    });

    const before = await partition(table, SURGES);
    const alerts = (await tandem.api.get('/api/alerts')).body;
    await table.write([
      { delete: { pk: SURGES, sk: 'competitor=acme' } },
      { put: { pk: SURGES, sk: 'competitor=nobody' }, data: before.team ?? {} },
    ]);
    const asked = await rebuild(tandem.folder, '--check');
    expect(asked.code).toBe(1);
    expect(asked.text).toContain('competitor=acme is missing');
    expect(asked.text).toContain('competitor=nobody should not be');
    expect(asked.text).toContain('Nothing was changed.');
    const put = await rebuild(tandem.folder);
    expect(put).toMatchObject({ code: 0, text: expect.stringContaining('put right') });
    expect(await partition(table, SURGES)).toEqual(before);
    expect(readdirSync(tandem.folder).filter((name) => name.startsWith('rebuild-'))).toEqual([]);

    await callAll(tandem.api, [aLossOfTheRun(90, dayOf(clock))]);
    await tandem.home.settle();
    expect((await rebuild(tandem.folder, '--check')).code).toBe(0);
    const after = (await tandem.api.get('/api/alerts')).body;
    expect(JSON.stringify(after).length).toBeGreaterThanOrEqual(JSON.stringify(alerts).length);
  });

  it('says what to do where there is no database', async () => {
    const answer = await rebuild('/nowhere/at/all');
    expect(answer.code).toBe(1);
    expect(answer.text).toContain('Name the data folder of a Tandem with --data.');
  });
});

describe.skipIf(DEPLOYED_AT !== undefined)('a folder of an older version', () => {
  it('is made anew from its ledger when Tandem starts, and only then', async () => {
    const clock = aClock('2026-03-02T10:00:00Z');
    const old = await aTandem({ clock });
    await businessAsUsual(old.api, clock, 12);
    await old.home.settle();
    const made = await partition(old.home.table, SURGES);
    // As it would be if an older version had other keys.
    await old.home.table.write([
      { delete: { pk: SURGES, sk: 'competitor=acme' } },
      { put: { pk: SURGES, sk: 'competitor=acmeinc' }, data: made['competitor=acme'] ?? {} },
      { delete: foldsKey },
    ]);
    await old.stop();
    const updated = await aTandem({ clock, folder: old.folder });
    expect(await partition(updated.home.table, SURGES)).toEqual(made);
    expect(updated.lines.filter(({ decision }) => decision === 'made anew')).toHaveLength(
      2 + FAMILY_NAMES.length,
    );
    await updated.stop();
    const again = await aTandem({ clock, folder: old.folder });
    expect(again.lines.filter(({ decision }) => decision === 'made anew')).toEqual([]);
  });

  it('is made anew with the settings that the operator gave it, which its ledger does not know', async () => {
    const clock = aClock('2026-03-02T10:00:00Z');
    const env = { TANDEM_BIG_LOSS: '50000 EUR' };
    // Without a change of the settings in its ledger, as in the first version.
    const old = await aTandem({ clock });
    await businessAsUsual(old.api, clock, 2);
    await callAll(old.api, [aLossOfTheRun(1, dayOf(clock), { amount: '60000.00' })]);
    await old.home.settle();
    await old.home.table.write([{ delete: foldsKey }]);
    await old.stop();
    const updated = await aTandem({ clock, folder: old.folder, env });
    await updated.home.settle();
    const bigLosses = await partition(updated.home.table, 'DETECTION#big-loss');
    expect(Object.values(bigLosses)).toMatchObject([
      { figures: { basis: 'configured', threshold: 5_000_000 } },
    ]);
    expect((await rebuild(old.folder, '--check')).code).toBe(0);
  });
});
