import { cpSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { USUAL_RETRY } from '../../infra/local/retries.ts';
import { TEAMS } from '../../shared/domain/alerts/teams.ts';
import type { LedgerEntry } from '../../shared/domain/ledger-entry.ts';
import { findAlerts } from '../../shared/store/alerts.ts';
import { noticeKey } from '../../shared/store/keys.ts';
import { generator } from '../domain/detection/closings.ts';
import { api } from '../support/api.ts';
import { type Call, callAll } from '../support/history.ts';
import { aClerk, aReporter, type Client, COMPETITORS } from '../support/kill-load.ts';
import { expectRecounted } from '../support/same-ledger.ts';
import { anSmtpSink, type SmtpSink } from '../support/smtp-sink.ts';
import { partition, wholeLedger } from '../support/store.ts';
import { aTandem, DEPLOYED_AT, daysFromToday, startTandem, type Tandem } from '../support/tandem.ts';
import { spawnTandem } from '../support/tandem-process.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const REPORTERS = 6;
/** Of one series, on one growing folder. `npm run test:kill` asks for more. */
const KILLS = Number(process.env.TANDEM_KILLS ?? 4);
const SEEDS = (process.env.TANDEM_KILL_SEEDS ?? '1,2').split(',').map(Number);

/** A folder with some history, so that a run in the load becomes an alarm. Each series has a copy. */
let seeded: string;
beforeAll(async () => {
  if (DEPLOYED_AT !== undefined) return;
  const tandem = await startTandem();
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
  for (const name of COMPETITORS) await tandem.api.post('/api/competitors', { name });
  await tandem.home.settle();
  await tandem.stop();
  seeded = tandem.folder;
});

/** Starts, works, and dies: while it starts, or under load, when it may still be catching up with what the last one left. */
async function liveAndDie(victim: ReturnType<typeof spawnTandem>, clients: readonly Client[], dice: number) {
  if (dice < 0.2) {
    await wait(dice * 4_000);
    victim.kill('SIGKILL');
  } else {
    const load = api(await victim.url);
    const killAfter = Math.ceil(dice * 80);
    let answers = 0;
    const answered = () => {
      answers += 1;
      if (answers === killAfter) victim.kill('SIGKILL');
    };
    await Promise.all(clients.map((client) => client.sendUntilDeath(load, answered)));
  }
  expect((await victim.ended).signal).toBe('SIGKILL');
}

/** What each deal and each name went through, in the words of the clients. */
function entriesBySubject(entries: Iterable<readonly [about: string, ...rest: (string | undefined)[]]>) {
  const by = new Map<string, string[]>();
  for (const [about, ...said] of entries) {
    by.set(about, [...(by.get(about) ?? []), said.filter(Boolean).join(' ')]);
  }
  return by;
}

function told(entry: LedgerEntry): [about: string, type: string, content?: string][] {
  if ('dealId' in entry) {
    if (entry.dealId.startsWith('H-')) return [];
    const amount = entry.type === 'DealLost' ? entry.report.amount : undefined;
    return amount === undefined ? [[entry.dealId, entry.type]] : [[entry.dealId, entry.type, amount]];
  }
  return 'names' in entry ? entry.names.map((name) => [name, entry.type]) : [];
}

/** Every alert was told to both teams at least once, and a mail that came again is the same mail. */
async function expectTold({ home }: Tandem, sink: SmtpSink): Promise<void> {
  const { alerts } = await findAlerts(home.table, { limit: 1_000 });
  const mails = new Map<string, string>();
  for (const { headers, to } of sink.mails) {
    const id = headers['message-id'] ?? '';
    const mail = JSON.stringify([to, headers.subject]);
    expect(mails.get(id) ?? mail).toBe(mail);
    mails.set(id, mail);
  }
  for (const { id } of alerts) {
    for (const team of TEAMS) {
      const notice = await home.table.get(noticeKey(team, `${id}-1`));
      expect([id, team, notice?.data.state]).toEqual([id, team, expect.stringMatching(/^(sent|waits)$/)]);
      if (notice?.data.state === 'sent')
        expect([...mails.keys()]).toContain(`<${id}-1-${team}@tandem.invalid>`);
    }
  }
}

/**
 * What the ledger leads to, as far as it does not depend on what was known when a correction came. That decides whether an
 * alert was opened before its first loss was taken back, and so which id goes on.
 */
async function consequences({ home }: Tandem) {
  const { alerts } = await findAlerts(home.table, { limit: 1_000 });
  const standing = alerts.filter(({ retracted }) => retracted === undefined);
  const facts = (standing: Record<string, object>) =>
    Object.entries(standing).filter(([, one]) => !('retracted' in one));
  return {
    surges: facts(await partition(home.table, 'DETECTION#loss-surge')).map(([key]) => key),
    bigLosses: facts(await partition(home.table, 'DETECTION#big-loss')).map(([key]) => key),
    alerts: standing
      .map(({ family, key, epoch, figures }) => ({ family, key, epoch, figures }))
      .sort((a, b) => a.epoch - b.epoch || (a.key < b.key ? -1 : 1)),
    deadLetters: await home.deadLetters.list(),
  };
}

describe.skipIf(DEPLOYED_AT !== undefined)('kill -9 under load, again and again', () => {
  it.each(SEEDS)(
    'loses nothing that was answered, doubles nothing, and the work is finished (seed %i)',
    async (seed) => {
      const folder = temporaryFolder();
      cpSync(seeded, folder, { recursive: true });
      const sink = await anSmtpSink();
      const env = {
        TANDEM_BIG_LOSS: '900000 EUR',
        SMTP_URL: sink.url,
        TANDEM_FROM_EMAIL: 'tandem@example.com',
        TANDEM_SALES_EMAIL: 'sales@example.com',
        TANDEM_MARKETING_EMAIL: 'marketing@example.com',
      };
      const reporters = Array.from({ length: REPORTERS }, (_, name) => aReporter(name, seed));
      const clients = [...reporters, aClerk(seed)];
      const random = generator(seed);
      for (let kill = 0; kill < KILLS; kill += 1) {
        await liveAndDie(spawnTandem(['--port', '0', '--data', folder], env), clients, random());
      }

      // With the attempts of a real home: being killed counts as one.
      const survivor = await aTandem({ folder, env, retry: USUAL_RETRY });
      await Promise.all(clients.map((client) => client.finish(survivor.api)));
      await survivor.home.settle();
      const ledger = await wholeLedger(survivor.home.table);
      expect(ledger.map(({ seq }) => seq)).toEqual(ledger.map((_, index) => index + 1));
      expect(entriesBySubject(ledger.flatMap(told))).toEqual(
        entriesBySubject(clients.flatMap(({ entries }) => entries)),
      );
      await expectTold(survivor, sink);
      const found = await consequences(survivor);
      expect(found.deadLetters).toEqual([]);
      expect(found.alerts.length).toBeGreaterThan(0);
      const clean = await expectRecounted(survivor, { env: { TANDEM_BIG_LOSS: '900000 EUR' } });
      expect(found).toEqual(await consequences(clean));
    },
    600_000,
  );
});
