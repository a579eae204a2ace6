import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { alertDocument, alertSummary } from '../../functions/serve-http/api/alert-document.ts';
import { winRatesDocument } from '../../functions/serve-http/api/win-rates-document.ts';
import { aClock, DAY, type TestClock } from '../support/clock.ts';
import { type Call, callAll, dayOf } from '../support/history.ts';
import { aTandem, DEPLOYED_AT, type Tandem } from '../support/tandem.ts';

const alertPage = z.object({ alerts: z.array(alertSummary) });
const watched = z.object({ winRates: winRatesDocument });
const winRateAlerts = async ({ api }: Tandem) =>
  alertPage
    .parse((await api.get('/api/alerts?limit=100')).body)
    .alerts.filter(({ family }) => family === 'win-rate');
const ratesOf = async ({ api }: Tandem) =>
  watched.parse((await api.get('/api/patterns')).body).winRates.competitors;

const REPS = ['Ada', 'Bob', 'Cleo', 'Dan', 'Eve'];

function aDeal(id: string, n: number, day: string, outcome: 'won' | 'lost', competitor?: string): Call {
  const common = { account: `Customer ${id}`, owner: REPS[n % REPS.length], competitor };
  return outcome === 'won'
    ? { method: 'put', path: `/api/deals/${id}/win`, body: { wonOn: day, ...common } }
    : {
        method: 'put',
        path: `/api/deals/${id}/loss`,
        body: {
          lostOn: day,
          outcome: competitor === undefined ? 'no_decision' : 'competitor',
          primaryReason: 'price',
          ...common,
        },
      };
}

/**
 * A day of the team: two deals against Acme, one of them won unless Acme wins all; one against Globex, every second one lost;
 * and one that nobody took.
 */
async function aDay({ api }: Tandem, clock: TestClock, day: number, acmeWinsAll: boolean): Promise<void> {
  const today = dayOf(clock);
  await callAll(api, [
    aDeal(`A-${day}`, day, today, 'lost', 'Acme'),
    aDeal(`B-${day}`, day + 1, today, acmeWinsAll ? 'lost' : 'won', 'ACME'),
    aDeal(`C-${day}`, day + 2, today, day % 2 === 0 ? 'lost' : 'won', 'Globex'),
    aDeal(`D-${day}`, day + 3, today, 'lost'),
  ]);
  clock.advance(DAY);
}

describe.skipIf(DEPLOYED_AT !== undefined)('the win rate against a competitor', () => {
  it('falls: one alert, and one message to each team; as usual it is none', async () => {
    const clock = aClock('2026-03-02T10:00:00Z');
    const tandem = await aTandem({ clock });
    for (let day = 0; day < 84; day += 1) await aDay(tandem, clock, day, false);
    await tandem.home.settle();
    expect(await winRateAlerts(tandem)).toEqual([]);
    const [first, ...others] = await ratesOf(tandem);
    expect([first, ...others].map((one) => [one?.name, one?.won, one?.lost, one?.standing])).toEqual(
      expect.arrayContaining([
        ['Acme', 84, 84, 'watched'],
        ['Globex', 42, 42, 'watched'],
      ]),
    );

    for (let day = 84; day < 98; day += 1) await aDay(tandem, clock, day, true);
    await tandem.home.settle();
    const alerts = await winRateAlerts(tandem);
    expect(alerts.map(({ title }) => title)).toEqual(['You win less often against Acme']);
    const id = alerts[0]?.id ?? '';
    expect(id).toMatch(/^W/);
    const alert = alertDocument.parse((await tandem.api.get(`/api/alerts/${id}`)).body);
    expect(alert).toMatchObject({
      state: 'firing',
      pattern: { competitor: 'acme', reason: null, segment: null },
      sentences: [
        expect.stringMatching(
          /^Against Acme you lost (all of the last \d+|\d+ of the last \d+) deals that were closed\. Before that it was about (1 in 2|5 in 10)\.$/,
        ),
        expect.stringMatching(/^A run this strong comes by chance about once in \d+ quarters\.$/),
      ],
    });
    const opened = (await tandem.outbox()).filter((one) => one.id.startsWith(`${id}-1-`));
    expect(opened.map(({ team }) => team).sort()).toEqual(['marketing', 'sales']);
    for (const { subject, text } of opened) {
      expect(subject).toBe(`[Tandem] You win less often against Acme (alert ${id})`);
      expect(text).toMatch(/^Against Acme you lost /);
    }
    expect((await ratesOf(tandem))[0]).toMatchObject({ name: 'Acme', epochRunning: true });
    // What a merge would do is shown before it is done, for win rates too: here Acme's losses would be another's.
    await tandem.api.post('/api/competitors', { name: 'Initech' });
    const preview = await tandem.api.get('/api/competitors/acme/merge?into=Initech');
    expect(preview.body).toMatchObject({ losses: 112, goesOn: expect.arrayContaining([id]) });
    const page = await fetch(`${tandem.url}/patterns`).then((answer) => answer.text());
    expect(page).toContain('<h2 id="win-rates">Win rates</h2>');
  });
});
