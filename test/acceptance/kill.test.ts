import { cpSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '../../shared/adapters/local/database.ts';
import type { LedgerEntry } from '../../shared/domain/ledger-entry.ts';
import type { Put } from '../../shared/ports/table.ts';
import { findAlerts } from '../../shared/store/alerts.ts';
import { waitingNotices } from '../../shared/store/notices.ts';
import { plain } from '../../shared/store/plain.ts';
import { generator } from '../domain/detection/closings.ts';
import { type Api, api } from '../support/api.ts';
import { type Call, call, callAll } from '../support/history.ts';
import { allItems, dealOf as dealIn, partition, wholeLedger } from '../support/store.ts';
import {
  aTandem,
  DEPLOYED_AT,
  daysFromToday,
  startTandem,
  type Tandem,
  YESTERDAY,
} from '../support/tandem.ts';
import { spawnTandem } from '../support/tandem-process.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const ENV = { TANDEM_BIG_LOSS: '900000 EUR' };
const CLIENTS = 6;

/** A folder with some history, so that a run in the load becomes an alarm. Each round has a copy. */
let seeded: string;
beforeAll(async () => {
  if (DEPLOYED_AT !== undefined) return;
  const tandem = await startTandem({ env: ENV });
  const history = Array.from({ length: 60 }, (_, n): Call => {
    const day = daysFromToday(-40 - n);
    return n % 2 === 0
      ? { method: 'put', path: `/api/deals/H-${n}/win`, body: { wonOn: day } }
      : {
          method: 'put',
          path: `/api/deals/H-${n}/loss`,
          body: { lostOn: day, outcome: 'no_decision', primaryReason: 'timing' },
        };
  });
  await callAll(tandem.api, history);
  await tandem.home.settle();
  await tandem.stop();
  seeded = tandem.folder;
});

/** The `n`th report of a client: mostly losses, many of them to one competitor. No two are about the same deal. */
function aReport(client: number, n: number, random: () => number): Call {
  const deal = `/api/deals/K-${client}-${n}`;
  const common = { account: `Account ${client}-${n}`, owner: `Rep ${client}-${n % 9}` };
  const dice = random();
  if (dice < 0.2) return { method: 'put', path: `${deal}/win`, body: { wonOn: YESTERDAY, ...common } };
  if (dice < 0.3)
    return { method: 'post', path: `${deal}/mentions`, body: { competitor: 'Acme', threat: 'high' } };
  const competitor = dice < 0.6 ? 'Acme' : `Rival ${Math.floor(random() * 8)}`;
  const amount = dice > 0.985 ? '950000.00' : `${Math.ceil(random() * 9_000)}.00`;
  const body = {
    lostOn: YESTERDAY,
    outcome: 'competitor',
    competitor,
    primaryReason: 'price',
    amount,
    currency: 'EUR',
    ...common,
  };
  return { method: 'put', path: `${deal}/loss`, body };
}

/** Reports without a pause until nobody answers. Tells of each success, and gives back what was answered and what was not. */
async function reportOn(client: number, to: Api, seed: number, succeeded: () => void) {
  const random = generator(seed * 100 + client);
  const stored: Call[] = [];
  for (let n = 0; ; n += 1) {
    const report = aReport(client, n, random);
    try {
      const answer = await call(to, report);
      if (answer.status !== 201) throw new Error(`The answer to a new report was ${answer.status}.`);
    } catch (fault) {
      if (!(fault instanceof TypeError)) throw fault;
      return { stored, unanswered: report };
    }
    stored.push(report);
    succeeded();
  }
}

const dealOf = ({ path }: Call): string => path.split('/')[3] ?? '';
const countOf = (ledger: readonly LedgerEntry[], report: Call): number =>
  ledger.filter((entry) => dealIn(entry) === dealOf(report)).length;

/** What the ledger leads to, as far as it does not depend on the order in which things happened meanwhile. */
async function consequences({ home }: Tandem) {
  const { table } = home;
  const { alerts } = await findAlerts(table, { limit: 100 });
  const sent = (await home.outbox.list()).map(({ id }) => id);
  const waiting = await Promise.all(
    (['sales', 'marketing'] as const).map(async (team) =>
      (await waitingNotices(table, team)).map(({ alertId, revision }) => `${alertId}-${revision}-${team}`),
    ),
  );
  const told = [...sent, ...waiting.flat()];
  expect(new Set(told).size).toBe(told.length);
  return {
    detections: [
      await partition(table, 'DETECTION#loss-surge'),
      await partition(table, 'DETECTION#big-loss'),
    ],
    alerts: alerts
      .map(({ id, family, key, epoch, evidence, figures }) => ({ id, family, key, epoch, evidence, figures }))
      .sort((a, b) => (a.id < b.id ? -1 : 1)),
    opened: told.filter((id) => /-1-(sales|marketing)$/.test(id)).sort(),
    deadLetters: await home.deadLetters.list(),
  };
}

/** A Tandem that was never killed, on the same ledger. */
async function onTheSameLedger(folder: string): Promise<Tandem> {
  const database = openDatabase({ folder, lock: false });
  const told = allItems({ database }).filter(({ pk }) => /^(LEDGER$|DEAL#|OPEN-DEALS#)/.test(pk));
  database.close();
  // The settings are in the ledger.
  const clean = await aTandem();
  // Deals first, so that no wake-up finds an entry without its deal.
  told.sort((a, b) => Number(a.pk === 'LEDGER') - Number(b.pk === 'LEDGER'));
  for (let start = 0; start < told.length; start += 100) {
    const writes = told
      .slice(start, start + 100)
      .map(({ pk, sk, data }): Put => ({ put: { pk, sk }, data: plain(Object(data)), when: 'absent' }));
    await clean.home.table.write(writes);
  }
  await clean.home.settle();
  return clean;
}

describe.skipIf(DEPLOYED_AT !== undefined)('kill -9 under load', () => {
  it.each([1, 2, 3, 4, 5])(
    'loses nothing that was answered, doubles nothing, and the work is finished (seed %i)',
    async (seed) => {
      const folder = temporaryFolder();
      cpSync(seeded, folder, { recursive: true });
      const victim = spawnTandem(['--port', '0', '--data', folder], ENV);
      const load = api(await victim.url);
      const killAfter = 60 + Math.floor(generator(seed)() * 150);
      let successes = 0;
      const succeeded = () => {
        successes += 1;
        if (successes === killAfter) victim.kill('SIGKILL');
      };
      const clients = await Promise.all(
        Array.from({ length: CLIENTS }, (_, client) => reportOn(client, load, seed, succeeded)),
      );
      expect((await victim.ended).signal).toBe('SIGKILL');

      const restarted = await aTandem({ folder, env: ENV });
      await restarted.home.settle();
      const ledger = await wholeLedger(restarted.home.table);
      expect(ledger.map(({ seq }) => seq)).toEqual(ledger.map((_, index) => index + 1));
      const stored = clients.flatMap((client) => client.stored);
      expect(stored.length).toBeGreaterThanOrEqual(killAfter);
      expect(stored.filter((report) => countOf(ledger, report) !== 1)).toEqual([]);
      const unanswered = clients.map((client) => client.unanswered);
      for (const report of unanswered) expect(countOf(ledger, report)).toBeLessThanOrEqual(1);

      // Whoever got no answer sends again, and nothing is doubled by that.
      await callAll(restarted.api, [...unanswered, ...stored.slice(-20), ...unanswered]);
      await restarted.home.settle();
      const after = await wholeLedger(restarted.home.table);
      for (const report of [...unanswered, ...stored]) expect(countOf(after, report)).toBe(1);
      // The first entry is of the settings.
      expect(after).toHaveLength(1 + 60 + stored.length + unanswered.length);

      const found = await consequences(restarted);
      expect(found.alerts.map(({ key }) => key)).toContain('competitor=acme');
      expect(found.deadLetters).toEqual([]);
      expect(found.opened).toHaveLength(found.alerts.length * 2);
      expect(found).toEqual(await consequences(await onTheSameLedger(folder)));
    },
    60_000,
  );
});
