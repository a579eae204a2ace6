import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { alertDocument, alertSummary } from '../../functions/serve-http/api/alert-document.ts';
import { aClock, DAY } from '../support/clock.ts';
import { businessAsUsual } from '../support/history.ts';
import { aTandem, DEPLOYED_AT } from '../support/tandem.ts';

const alertPage = z.object({ alerts: z.array(alertSummary) });

/** A business with nine weeks of history in which five competitors are known. */
async function aBusiness() {
  const clock = aClock('2026-01-05T10:00:00Z');
  const tandem = await aTandem({ clock });
  const { api, home } = tandem;
  await businessAsUsual(api, clock, 62);
  await home.settle();
  const ofFamily = async () =>
    alertPage
      .parse((await api.get('/api/alerts?limit=100')).body)
      .alerts.filter(({ family }) => family === 'new-entrant');
  return {
    ...tandem,
    clock,
    found: ofFamily,
    async mention(deal: string, rep: string, competitor: string) {
      const account = `Customer of ${deal}`;
      const open = await api.put(`/api/deals/${deal}`, { account, owner: rep, stage: 'proposal' });
      expect(open.status).toBe(201);
      const answer = await api.post(`/api/deals/${deal}/mentions`, {
        competitor,
        note: 'Confidential note.',
      });
      expect(answer.status).toBe(201);
      await home.settle();
    },
  };
}

describe.skipIf(DEPLOYED_AT !== undefined)('a competitor that nobody has named before', () => {
  it('is one alert for both teams once two reps have mentioned it to two customers', async () => {
    const { api, home, mention, found, outbox, clock } = await aBusiness();
    await mention('O-1', 'Ada', 'Vandelay');
    await mention('O-2', 'Ada', 'Vandelay');
    expect(await found()).toEqual([]);
    clock.advance(3 * DAY);
    await mention('O-3', 'Bob', 'VANDELAY Ltd.');
    const [summary, ...others] = await found();
    expect(others).toEqual([]);
    const id = summary?.id ?? '';
    expect(summary).toMatchObject({
      title: 'New in deals: Vandelay',
      sentences: [
        'Vandelay was named in 3 deals of 3 customers by 2 reps within 60 days.',
        'It was not named in a deal before.',
      ],
    });
    const alert = alertDocument.parse((await api.get(`/api/alerts/${id}`)).body);
    expect(
      alert.evidence.map(({ dealId, told, standing, stage }) => [dealId, told, standing, stage]),
    ).toEqual(['O-1', 'O-2', 'O-3'].map((deal) => [deal, 'mentioned', 'in force', 'proposal']));
    expect(alert.moneyLost).toEqual([]);
    expect(alert.atRisk.map(({ dealId }) => dealId)).toEqual(['O-1', 'O-2', 'O-3']);
    expect(alert.unconfirmed).toBe('vandelay');

    const mails = (await outbox()).filter(({ alertId }) => alertId === id);
    expect(mails.map(({ team }) => team).sort()).toEqual(['marketing', 'sales']);
    for (const { text } of mails) {
      expect(text).toMatch(/Nobody has confirmed this name yet\. .*\/competitors\/vandelay\n/);
      expect(text).toContain('  Customer of O-1   mentioned in an open deal (stage: proposal)\n');
      expect(text).not.toContain('Confidential');
    }

    // More of the same is no news, and the name of a known one takes the alert back.
    await mention('O-4', 'Cyd', 'Vandelay');
    expect(await found()).toHaveLength(1);
    const preview = await api.get('/api/competitors/vandelay/merge?into=Hooli');
    expect(preview.body).toMatchObject({ losses: 0, openDeals: 4, retracts: [id], opens: [] });
    const merge = await api.put('/api/competitors/vandelay/merge', { into: 'Hooli' });
    expect(merge.status).toBe(200);
    await home.settle();
    expect(await found()).toMatchObject([{ state: 'retracted', title: 'New in deals: Vandelay' }]);
  });

  it('is not called a new competitor where marketing has known it for long', async () => {
    const { api, home, mention, found, outbox } = await aBusiness();
    const added = await api.post('/api/competitors', { name: 'Vandelay' });
    expect(added.status).toBe(201);
    await mention('O-1', 'Ada', 'Vandelay');
    await mention('O-2', 'Bob', 'Vandelay');
    expect(await found()).toMatchObject([
      {
        title: 'New in deals: Vandelay',
        sentences: [
          'Vandelay was named in 2 deals of 2 customers by 2 reps within 60 days.',
          'It was not named in a deal before.',
        ],
      },
    ]);
    await home.settle();
    for (const { text } of (await outbox()).filter(({ alertId }) => alertId?.startsWith('N')))
      expect(text).not.toMatch(/new competitor|Nobody has confirmed/i);
  });

  it('is not told where one rep names it, and others do not say who they are', async () => {
    const { api, home, mention, found } = await aBusiness();
    await mention('O-1', 'Ada', 'Vandelay');
    for (const deal of ['O-2', 'O-3']) {
      const answer = await api.post(`/api/deals/${deal}/mentions`, { competitor: 'Vandelay' });
      expect(answer.status).toBe(201);
    }
    await home.settle();
    expect(await found()).toEqual([]);
    await mention('O-4', 'Bob', 'Vandelay');
    expect(await found()).toMatchObject([
      {
        sentences: [
          'Vandelay was named in 4 deals of 2 customers by 2 reps within 60 days.',
          'It was not named in a deal before.',
        ],
      },
    ]);
  });

  it('waits for the digest when it is the third in a month', async () => {
    const { mention, found, outbox, clock, home } = await aBusiness();
    for (const [n, name] of ['Vandelay', 'Kramerica', 'Pendant'].entries()) {
      await mention(`A-${n}`, 'Ada', name);
      await mention(`B-${n}`, 'Bob', name);
      clock.advance(DAY);
    }
    expect(await found()).toHaveLength(3);
    const told = (await outbox()).filter(({ kind }) => kind === 'alert-opened').map(({ subject }) => subject);
    expect(told.filter((subject) => subject.includes('Vandelay'))).toHaveLength(2);
    expect(told.filter((subject) => subject.includes('Kramerica'))).toHaveLength(2);
    expect(told.filter((subject) => subject.includes('Pendant'))).toEqual([]);
    await home.sendDigests();
    const digests = (await outbox()).filter(({ kind }) => kind === 'digest');
    expect(digests.map(({ team }) => team).sort()).toEqual(['marketing', 'sales']);
    for (const { text } of digests) expect(text).toContain('New in deals: Pendant');
  });
});
