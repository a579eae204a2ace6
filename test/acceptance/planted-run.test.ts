import { cpSync } from 'node:fs';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import * as z from 'zod';
import { alertDocument, alertSummary } from '../../functions/serve-http/api/alert-document.ts';
import type { OutboxMessage } from '../../shared/adapters/local/outbox.ts';
import { aClock, DAY } from '../support/clock.ts';
import { aLossOfTheRun, aRun, businessAsUsual, type Call, callAll, dayOf } from '../support/history.ts';
import { wholeLedger } from '../support/store.ts';
import { aTandem, DEPLOYED_AT, startTandem, type Tandem } from '../support/tandem.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const alertPage = z.object({ alerts: z.array(alertSummary) });
const alertsOf = async ({ api }: Tandem) =>
  alertPage.parse((await api.get('/api/alerts?limit=100')).body).alerts;
const alertOf = async ({ api }: Tandem, id: string) =>
  alertDocument.parse((await api.get(`/api/alerts/${id}`)).body);

const openDeal = (id: string, amount: string, segment = 'Enterprise'): Call => ({
  method: 'put',
  path: `/api/deals/${id}`,
  body: {
    account: `Open customer ${id}`,
    amount,
    currency: 'EUR',
    segment,
    stage: 'proposal',
    expectedCloseOn: '2026-12-04',
  },
});
const mention = (id: string, competitor = 'ACME'): Call => ({
  method: 'post',
  path: `/api/deals/${id}/mentions`,
  body: { competitor, threat: 'high', note: 'Confidential.' },
});

/** Sixty days of business as usual, and three open deals, two of them with Acme. Made once; each test has a copy. */
let business: { readonly folder: string; readonly now: number; readonly calls: readonly Call[] };

beforeAll(async () => {
  if (DEPLOYED_AT !== undefined) return;
  const clock = aClock('2026-03-02T10:00:00Z');
  const tandem = await startTandem({ clock });
  const past = await businessAsUsual(tandem.api, clock);
  const open = [openDeal('O-1', '40000'), openDeal('O-2', '90000'), openDeal('O-3', '500000')];
  const mentions = [mention('O-1'), mention('O-2'), mention('O-3', 'Globex')];
  await callAll(tandem.api, open);
  await callAll(tandem.api, mentions);
  await tandem.home.settle();
  await tandem.stop();
  business = { folder: tandem.folder, now: clock(), calls: [...past, ...open, ...mentions] };
});

async function aBusiness() {
  const folder = temporaryFolder();
  cpSync(business.folder, folder, { recursive: true });
  const clock = aClock(business.now);
  const tandem = await startTandem({ folder, clock });
  onTestFinished(() => tandem.stop());
  return { tandem, clock, calls: business.calls };
}

/** Messages about one alert, by team and then by number. */
const about = (messages: readonly OutboxMessage[], alertId: string) =>
  messages.filter((one) => one.alertId === alertId).sort((a, b) => (a.id < b.id ? -1 : 1));

const everything = async (tandem: Tandem) => ({
  ledger: await wholeLedger(tandem.home.table),
  alerts: await Promise.all((await alertsOf(tandem)).map(({ id }) => alertOf(tandem, id))),
  outbox: await tandem.outbox(),
  deadLetters: await tandem.home.deadLetters.list(),
});

/** Detection runs on the time at which reports come in, so these tests need the clock of the home. */
describe.skipIf(DEPLOYED_AT !== undefined)('a competitor begins to win', () => {
  it('business as usual is no alarm, and neither is a run that is too short', async () => {
    const { tandem, clock } = await aBusiness();
    await aRun(tandem.api, clock, 2);
    await tandem.home.settle();
    expect(await alertsOf(tandem)).toEqual([]);
    expect(await tandem.outbox()).toEqual([]);
  });

  it('a run becomes one pattern, one alert, and one message to each team', async () => {
    const { tandem, clock } = await aBusiness();
    await aRun(tandem.api, clock, 12);
    await tandem.home.settle();

    const alerts = await alertsOf(tandem);
    expect(alerts.map(({ title, family }) => [family, title])).toEqual([
      ['loss-surge', 'Acme is winning more deals'],
    ]);
    const alert = await alertOf(tandem, alerts[0]?.id ?? '');
    expect(alert).toMatchObject({
      state: 'firing',
      pattern: { competitor: 'acme', reason: null, segment: null },
      sentences: [
        expect.stringMatching(
          /^Acme took \d+ of the last \d+ closed deals\. Before that it was about 1 in (7|8|9)\.$/,
        ),
        expect.stringMatching(/^A run this strong comes by chance /),
      ],
    });
    const planted = alert.evidence.filter(({ dealId }) => dealId.startsWith('R-'));
    expect(planted.length).toBeGreaterThanOrEqual(4);
    expect(alert.evidence.every(({ standing }) => standing === 'in force')).toBe(true);
    expect(alert.figures).toMatchObject({ kind: 'loss-surge', matches: alert.evidence.length });
    expect(alert.moneyLost).toEqual([{ currency: 'EUR', amount: expect.stringMatching(/^\d+\.00$/) }]);
    expect(alert.atRisk).toMatchObject([
      {
        dealId: 'O-2',
        money: { amount: '90000.00', currency: 'EUR' },
        threat: 'high',
        expectedCloseOn: '2026-12-04',
      },
      { dealId: 'O-1', money: { amount: '40000.00', currency: 'EUR' } },
    ]);

    const opened = (await tandem.outbox()).filter(({ id }) => id.startsWith(`${alert.id}-1-`));
    expect(opened.map(({ team, to }) => [team, to]).sort()).toEqual([
      ['marketing', 'marketing@localhost'],
      ['sales', 'sales@localhost'],
    ]);
    for (const { subject, text, kind } of opened) {
      expect(kind).toBe('alert-opened');
      expect(subject).toBe(`[Tandem] Acme is winning more deals (alert ${alert.id})`);
      expect(text).toMatch(/^Acme took \d+ of the last \d+ closed deals\./);
      expect(text).toMatch(/Reported reasons: price \d+.*\. Money: [\d,]+ EUR lost\.\n/);
      expect(
        text.indexOf('Open customer O-2   90,000 EUR   expected close 4 Dec 2026   stage: proposal'),
      ).toBeLessThan(text.indexOf('Open customer O-1   40,000 EUR'));
      expect(text).toContain('STILL OPEN, SAME COMPETITOR (2 deals, 130,000 EUR)');
      expect(text).toContain(`${tandem.url}/alerts/${alert.id}`);
      expect(text).not.toContain('Open customer O-3');
      expect(text).not.toContain('Confidential');
    }
    // The story goes on in the same alert; each piece of news is told to both teams, and nothing is told twice.
    const messages = about(await tandem.outbox(), alert.id);
    expect(new Set(messages.map(({ id }) => id)).size).toBe(messages.length);
    expect(messages.filter(({ team }) => team === 'sales')).toHaveLength(messages.length / 2);
  });

  it('everything reported again changes nothing', async () => {
    const { tandem, clock, calls } = await aBusiness();
    const run = await aRun(tandem.api, clock, 12);
    await tandem.home.settle();
    const before = await everything(tandem);
    expect(before.alerts).toHaveLength(1);
    expect(before.ledger).toHaveLength(60 * 3 + 3 + 3 + 12);

    clock.advance(DAY);
    for (const call of [...calls, ...run]) {
      const [answer] = await callAll(tandem.api, [call]);
      expect(answer?.status).toBe(200);
    }
    await tandem.home.settle();
    expect(await everything(tandem)).toEqual(before);
  });

  it('both teams answer, and the alert says how it stands', async () => {
    const { tandem, clock } = await aBusiness();
    await aRun(tandem.api, clock, 9);
    await tandem.home.settle();
    const [alert] = await alertsOf(tandem);
    const path = `/api/alerts/${alert?.id}`;
    const state = async () => (await alertOf(tandem, alert?.id ?? '')).state;
    await tandem.api.post(`${path}/acknowledgements`, { team: 'sales', by: 'Sam', stance: 'acting' });
    expect(await state()).toBe('half-acknowledged');
    await tandem.api.post(`${path}/acknowledgements`, { team: 'marketing', by: 'Mia', stance: 'known' });
    expect(await state()).toBe('acknowledged');
    await tandem.api.post(`${path}/responses`, { team: 'marketing', by: 'Mia', action: 'A new battlecard.' });
    expect(await state()).toBe('responding');

    // The next message shows what the teams have answered.
    clock.advance(DAY);
    await callAll(tandem.api, [openDeal('O-4', '10000'), mention('O-4')]);
    await tandem.home.settle();
    const [newest] = await tandem.outbox();
    expect(newest?.text).toContain('SALES      acknowledged by Sam\nMARKETING  acknowledged by Mia\n');
  });

  it('one more open deal with the competitor is at risk, and is news once', async () => {
    const { tandem, clock } = await aBusiness();
    await aRun(tandem.api, clock, 9);
    await tandem.home.settle();
    const [alert] = await alertsOf(tandem);
    const id = alert?.id ?? '';
    const before = await alertOf(tandem, id);
    clock.advance(DAY);
    await callAll(tandem.api, [openDeal('O-4', '70000'), mention('O-4', 'acme')]);
    await callAll(tandem.api, [mention('O-4', 'Acme!')]);
    await callAll(tandem.api, [openDeal('O-4', '60000')]);
    await tandem.home.settle();

    const after = await alertOf(tandem, id);
    expect(after.atRisk.map(({ dealId }) => dealId)).toEqual(['O-2', 'O-4', 'O-1']);
    expect(after.news.slice(before.news.length)).toMatchObject([{ what: 'at-risk-deal', dealId: 'O-4' }]);
    expect(after.revision).toBe(before.revision + 1);
    const news = (await tandem.outbox()).filter((one) => one.id.startsWith(`${id}-${after.revision}-`));
    expect(news.map(({ team }) => team).sort()).toEqual(['marketing', 'sales']);
    for (const { text, subject } of news) {
      expect(subject).toBe(`[Tandem] News: Acme is winning more deals (alert ${id})`);
      expect(text).toMatch(
        /^News: one more open deal is in danger: Open customer O-4 {3}70,000 EUR|^News: .*60,000 EUR/,
      );
    }
  });

  it('a deal that is closed, won or lost, is not at risk any more', async () => {
    const { tandem, clock } = await aBusiness();
    await aRun(tandem.api, clock, 9);
    await callAll(tandem.api, [{ method: 'put', path: '/api/deals/O-2/win', body: { wonOn: dayOf(clock) } }]);
    await tandem.home.settle();
    const [alert] = await alertsOf(tandem);
    expect((await alertOf(tandem, alert?.id ?? '')).atRisk.map(({ dealId }) => dealId)).toEqual(['O-1']);
    await tandem.api.delete('/api/deals/O-2/win');
    expect((await alertOf(tandem, alert?.id ?? '')).atRisk.map(({ dealId }) => dealId)).toEqual([
      'O-2',
      'O-1',
    ]);
  });

  it('a withdrawn or changed report is shown as that, and its money no longer counts', async () => {
    const { tandem, clock } = await aBusiness();
    const run = await aRun(tandem.api, clock, 9);
    await tandem.home.settle();
    const [alert] = await alertsOf(tandem);
    const read = () => alertOf(tandem, alert?.id ?? '');
    const before = await read();
    const [withdrawn, changed, won] = before.evidence.filter(({ dealId }) => dealId.startsWith('R-'));
    await tandem.api.delete(`/api/deals/${withdrawn?.dealId}/loss`);
    const report = run.find(({ path }) => path === `/api/deals/${changed?.dealId}/loss`);
    await tandem.api.put(`/api/deals/${changed?.dealId}/loss`, { ...report?.body, amount: '21000.00' });
    await tandem.api.put(`/api/deals/${won?.dealId}/win`, { wonOn: dayOf(clock) });
    const after = await read();
    const standing = (dealId: string | undefined) =>
      after.evidence.find((one) => one.dealId === dealId)?.standing;
    expect([standing(withdrawn?.dealId), standing(changed?.dealId), standing(won?.dealId)]).toEqual([
      'withdrawn',
      'changed',
      'won',
    ]);
    const lost = ({ moneyLost }: typeof before) => Number(moneyLost[0]?.amount);
    expect(lost(before) - lost(after)).toBe(20_000 - 1_000 + 20_000);
    const reasons = ({ reasons: counted }: typeof before) =>
      counted.reduce((sum, { deals }) => sum + deals, 0);
    expect(reasons(before) - reasons(after)).toBe(2);
  });
});

describe.skipIf(DEPLOYED_AT !== undefined)('one large loss', () => {
  it('is an alert at once where the operator set an amount', async () => {
    const clock = aClock('2026-03-02T10:00:00Z');
    const tandem = await aTandem({ clock, env: { TANDEM_BIG_LOSS: '250000 EUR, 30000000 JPY' } });
    const amounts = [
      ['249999.99', 'EUR'],
      ['250000', 'EUR'],
      ['900000', 'USD'],
      ['30000000', 'JPY'],
    ];
    const losses = amounts.map(([amount, currency], n) =>
      aLossOfTheRun(n, dayOf(clock), { amount, currency, account: 'Contoso' }),
    );
    for (const loss of losses) await callAll(tandem.api, [loss]);
    await tandem.home.settle();
    expect((await alertsOf(tandem)).map(({ title }) => title).sort()).toEqual([
      'Acme took a large deal: 250,000 EUR',
      'Acme took a large deal: 30,000,000 JPY',
    ]);
    const messages = await tandem.outbox();
    expect(messages).toHaveLength(4);
    expect(messages.find(({ subject }) => subject.includes('EUR'))?.text).toContain(
      'Acme took a deal worth 250,000 EUR.\nEvery loss of 250,000 EUR or more is reported at once.\n',
    );
  });

  it('that is changed later is no second alert', async () => {
    const clock = aClock();
    const tandem = await aTandem({ clock, env: { TANDEM_BIG_LOSS: '1000 EUR' } });
    await callAll(tandem.api, [aLossOfTheRun(1, dayOf(clock))]);
    await callAll(tandem.api, [aLossOfTheRun(1, dayOf(clock), { amount: '30000.00' })]);
    await tandem.home.settle();
    expect(await alertsOf(tandem)).toHaveLength(1);
  });

  it('after another: three messages a day to each team, the rest in the digest of the next day', async () => {
    const clock = aClock('2026-03-02T10:00:00Z');
    const tandem = await aTandem({ clock, env: { TANDEM_BIG_LOSS: '1000 EUR' } });
    for (let n = 0; n < 5; n += 1) {
      await callAll(tandem.api, [aLossOfTheRun(n, dayOf(clock), { competitor: `Rival ${n}` })]);
      await tandem.home.settle();
    }
    expect(await alertsOf(tandem)).toHaveLength(5);
    expect(await tandem.outbox()).toHaveLength(6);
    clock.advance(DAY);
    await tandem.home.sendDigests();
    await tandem.home.sendDigests();
    const digests = (await tandem.outbox()).filter(({ kind }) => kind === 'digest');
    expect(digests.map(({ subject }) => subject)).toEqual(
      Array(2).fill('[Tandem] Digest of 2026-03-03: 2 items'),
    );
    for (const { text } of digests) {
      expect(text).toContain('Rival 3 took a large deal: 20,000 EUR');
      expect(text).toContain('Rival 4 took a large deal: 20,000 EUR');
      expect(text).not.toContain('Rival 2');
    }
  });
});

describe.skipIf(DEPLOYED_AT !== undefined)('a restart', () => {
  it('on the same folder keeps everything, and the story goes on', async () => {
    const { tandem: first, clock } = await aBusiness();
    await aRun(first.api, clock, 9);
    await callAll(first.api, [openDeal('O-4', '10000'), mention('O-4')]);
    await first.home.settle();
    const before = await everything(first);
    const competitors = (await first.api.get('/api/competitors')).body;
    const patterns = (await first.api.get('/api/patterns')).body;
    await first.stop();

    const second = await aTandem({ clock, folder: first.folder });
    await second.home.settle();
    expect(await everything(second)).toEqual(before);
    expect((await second.api.get('/api/competitors')).body).toEqual(competitors);
    expect((await second.api.get('/api/patterns')).body).toEqual(patterns);

    clock.advance(DAY);
    await callAll(second.api, [openDeal('O-5', '70000'), mention('O-5')]);
    await second.home.settle();
    const [alert] = await alertsOf(second);
    const { atRisk } = await alertOf(second, alert?.id ?? '');
    expect(atRisk.map(({ dealId }) => dealId)).toEqual(['O-2', 'O-5', 'O-1', 'O-4']);
    expect((await wholeLedger(second.home.table)).length).toBe(before.ledger.length + 2);
  });

  it('in the middle of the work finishes it', async () => {
    const { tandem: first, clock } = await aBusiness();
    await callAll(
      first.api,
      Array.from({ length: 12 }, (_, n) => aLossOfTheRun(n, dayOf(clock))),
    );
    // Stopped with everything that follows from the last reports still to do.
    await first.stop();
    const second = await aTandem({ clock, folder: first.folder });
    await second.home.settle();
    const alerts = await alertsOf(second);
    expect(alerts.map(({ title }) => title)).toEqual(['Acme is winning more deals']);
    const opened = (await second.outbox()).filter(({ id }) => id.startsWith(`${alerts[0]?.id}-1-`));
    expect(opened.map(({ team }) => team).sort()).toEqual(['marketing', 'sales']);
  });
});

describe.skipIf(DEPLOYED_AT !== undefined)('names', () => {
  it('that differ in case, spaces and punctuation are one competitor', async () => {
    const { tandem, clock } = await aBusiness();
    const spellings = [
      'Wayne-Tech',
      'WAYNETECH',
      'wayne tech',
      ' Wayne.Tech ',
      'Wayne\u00a0Tech!',
      'waynetech',
    ];
    const run = Array.from({ length: 9 }, (_, n) =>
      aLossOfTheRun(n, dayOf(clock), { competitor: spellings[n % spellings.length] }),
    );
    await callAll(tandem.api, run);
    await tandem.home.settle();
    const { competitors } = z
      .object({ competitors: z.array(z.object({ key: z.string(), status: z.string() })) })
      .parse((await tandem.api.get('/api/competitors')).body);
    expect(competitors.filter(({ key }) => key.startsWith('wayne'))).toEqual([
      expect.objectContaining({ key: 'waynetech', status: 'candidate' }),
    ]);
    const alerts = await alertsOf(tandem);
    expect(alerts.map(({ pattern }) => pattern.competitor)).toEqual(['waynetech']);
    expect(alerts[0]?.title).toMatch(/^Wayne.?Tech!? is winning more deals$/i);
  });
});
