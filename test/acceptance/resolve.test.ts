import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { alertDocument, alertSummary } from '../../functions/serve-http/api/alert-document.ts';
import { aClock, DAY } from '../support/clock.ts';
import { aLossOfTheRun, businessAsUsual, callAll, dayOf } from '../support/history.ts';
import { aTandem, DEPLOYED_AT, type Tandem } from '../support/tandem.ts';

const summaries = z.object({ alerts: z.array(alertSummary) });
const watched = z.object({
  patterns: z.array(
    z.object({
      title: z.string(),
      epochRunning: z.boolean(),
      recovery: z.object({ share: z.string() }).nullable(),
    }),
  ),
});

async function acmeIn({ api }: Tandem) {
  const { patterns } = watched.parse((await api.get('/api/patterns')).body);
  return patterns.find(({ title }) => title === 'Acme');
}
const wordsOf = async ({ api }: Tandem, path: string) =>
  String((await api.get(path)).body)
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ');

/** The clock of the reports decides what has lasted for two weeks. */
describe.skipIf(DEPLOYED_AT !== undefined)('a competitor stops winning', () => {
  it('and the alert is over when that has lasted for two weeks and both teams have seen it', async () => {
    const clock = aClock('2026-03-02T10:00:00Z');
    const tandem = await aTandem({ clock });
    await businessAsUsual(tandem.api, clock);
    const losses = Array.from({ length: 12 }, (_, n) => aLossOfTheRun(n, dayOf(clock)));
    await callAll(tandem.api, losses);
    await tandem.home.settle();
    const [opened] = summaries.parse((await tandem.api.get('/api/alerts')).body).alerts;
    if (opened === undefined) throw new Error('There was no alarm.');
    expect(await acmeIn(tandem)).toMatchObject({ epochRunning: true, recovery: { share: 'high' } });

    for (let day = 0; day < 60; day += 1) {
      clock.advance(DAY);
      const won = [0, 1, 2].map((n) => ({
        method: 'put' as const,
        path: `/api/deals/W-${day}-${n}/win`,
        body: { wonOn: dayOf(clock), account: `Won customer ${day}-${n}`, owner: 'Ada' },
      }));
      await callAll(tandem.api, won);
    }
    await tandem.home.settle();
    expect(await acmeIn(tandem)).toMatchObject({ epochRunning: false, recovery: { share: 'resolved' } });
    expect(await wordsOf(tandem, '/patterns')).toContain('as usual for two weeks: it is over.');

    const alertNow = async () => alertDocument.parse((await tandem.api.get(`/api/alerts/${opened.id}`)).body);
    await tandem.home.resolveAlerts();
    expect((await alertNow()).state).toBe('firing');
    for (const team of ['sales', 'marketing']) {
      const body = { team, by: 'Kim', stance: 'acting' };
      await tandem.api.post(`/api/alerts/${opened.id}/acknowledgements`, body);
    }
    await tandem.home.resolveAlerts();
    const after = await alertNow();
    expect(after).toMatchObject({
      state: 'resolved',
      resolved: { at: new Date(clock()).toISOString(), why: 'share-came-back' },
      revision: opened.revision,
    });
    const listed = summaries.parse((await tandem.api.get('/api/alerts?state=resolved')).body).alerts;
    expect(listed.map(({ id }) => id)).toEqual([opened.id]);
    const page = await wordsOf(tandem, `/alerts/${opened.id}`);
    expect(page).toContain('Resolved Both teams have acknowledged it, and what it tells of is over.');
    expect(page).toContain('It is over: the share had been as usual for two weeks.');
  });
});
