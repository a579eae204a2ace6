import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { alertDocument, alertSummary } from '../../functions/serve-http/api/alert-document.ts';
import { daysFromToday, eventually, newId, sharedTandem, YESTERDAY } from '../support/tandem.ts';

const tandem = sharedTandem();
/** A deployed Tandem may take a while. */
const PATIENCE = { timeout: 150_000 };
const alertPage = z.object({ alerts: z.array(alertSummary) });

/**
 * The way from reports to an alert by the API alone, without a clock of its own, so that it can be gone on any Tandem:
 * what was closed long ago makes the history, and what is reported today makes the run.
 */
describe('a competitor that nobody met before', () => {
  it(
    'takes deal after deal: one alert, with evidence and the open deals at risk, answered by both teams',
    PATIENCE,
    async () => {
      const { api } = tandem;
      const rival = newId('Rival');
      for (let n = 0; n < 60; n += 6) {
        await Promise.all(
          [0, 1, 2, 3, 4, 5].map((k) => {
            const day = daysFromToday(-40 - n - k);
            const deal = { account: `Customer ${n + k}`, owner: `Rep ${k}` };
            return k % 2 === 0
              ? api.put(`/api/deals/${newId('H')}/win`, { wonOn: day, ...deal })
              : api.put(`/api/deals/${newId('H')}/loss`, {
                  lostOn: day,
                  outcome: 'no_decision',
                  primaryReason: 'timing',
                  ...deal,
                });
          }),
        );
      }
      const [small, large] = [newId('O'), newId('O')];
      await api.put(`/api/deals/${small}`, { amount: '1000', currency: 'EUR', account: 'Small' });
      await api.put(`/api/deals/${large}`, { amount: '90000', currency: 'EUR', account: 'Large' });
      for (const id of [small, large]) await api.post(`/api/deals/${id}/mentions`, { competitor: rival });

      const losses = Array.from({ length: 14 }, () => newId('R'));
      for (const [n, id] of losses.entries()) {
        const answer = await api.put(`/api/deals/${id}/loss`, {
          lostOn: YESTERDAY,
          outcome: 'competitor',
          competitor: n % 2 === 0 ? rival : rival.toUpperCase(),
          primaryReason: 'price',
          account: `Lost ${n}`,
          owner: `Seller ${n}`,
          amount: '1000',
          currency: 'EUR',
        });
        expect(answer.status).toBe(201);
      }

      const found = async () =>
        alertPage.parse((await api.get(`/api/alerts?competitor=${rival}`)).body).alerts;
      const opened = await eventually(
        async () => {
          const alerts = (await found()).filter(({ family }) => family === 'loss-surge');
          return alerts[0];
        },
        'an alert is opened',
        60_000,
      );
      const path = `/api/alerts/${opened.id}`;
      const read = async () => alertDocument.parse((await api.get(path)).body);
      const alert = await read();
      expect(alert.sentences[0]).toMatch(/ took \d+ of the last \d+ closed deals\. Before that it was /);
      expect(alert.evidence.length).toBeGreaterThanOrEqual(3);
      expect(losses).toEqual(expect.arrayContaining(alert.evidence.map(({ dealId }) => dealId)));
      expect(alert.atRisk.map(({ dealId }) => dealId)).toEqual([large, small]);

      for (const [team, state] of [
        ['sales', 'half-acknowledged'],
        ['marketing', 'acknowledged'],
      ] as const) {
        const answer = await api.post(`${path}/acknowledgements`, { team, by: 'Somebody', stance: 'acting' });
        expect(answer.status).toBe(201);
        expect((await read()).state).toBe(state);
      }

      const another = newId('O');
      await api.post(`/api/deals/${another}/mentions`, { competitor: rival, threat: 'high' });
      const news = await eventually(
        async () => {
          // It is news for one alert about the competitor; that it is new may have been told before.
          const all = await Promise.all((await found()).map(({ id }) => api.get(`/api/alerts/${id}`)));
          const told = all.flatMap(({ body }) => alertDocument.parse(body).news);
          return told.find(({ what, dealId }) => what === 'at-risk-deal' && dealId === another);
        },
        'the open deal is news',
        60_000,
      );
      expect(news.dealId).toBe(another);
      expect((await found()).filter(({ family }) => family === 'loss-surge')).toHaveLength(1);
    },
  );
});
