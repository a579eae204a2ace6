import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { alertDocument, alertSummary } from '../../functions/serve-http/api/alert-document.ts';
import { aClock, DAY, type TestClock } from '../support/clock.ts';
import { type Call, callAll, dayOf } from '../support/history.ts';
import { aTandem, DEPLOYED_AT, type Tandem } from '../support/tandem.ts';

const alertPage = z.object({ alerts: z.array(alertSummary) });
const alertsOf = async ({ api }: Tandem) =>
  alertPage.parse((await api.get('/api/alerts?limit=100')).body).alerts;

const REPS = ['Ada', 'Bob', 'Cleo', 'Dan', 'Eve'];
const RIVALS = ['Acme', 'Globex', 'Initech', 'Umbrella'];
const REASONS = ['price', 'timing', 'product_gap'];
const nth = (names: readonly string[], n: number) => names[n % names.length];

/** Every deal is of its own customer; rivals, reasons and reps take turns, so that no share grows. */
const aLoss = (n: number, lostOn: string): Call => ({
  method: 'put',
  path: `/api/deals/D-${n}/loss`,
  body: {
    lostOn,
    outcome: 'competitor',
    competitor: nth(RIVALS, n),
    primaryReason: nth(REASONS, n),
    account: `Customer ${n}`,
    owner: nth(REPS, n),
  },
});

async function days({ api }: Tandem, clock: TestClock, from: number, count: number, perDay: number) {
  for (let day = 0; day < count; day += 1) {
    const today = dayOf(clock);
    const losses = Array.from({ length: perDay }, (_, n) => aLoss(from + day * perDay + n, today));
    await callAll(api, losses);
    clock.advance(DAY);
  }
}

describe.skipIf(DEPLOYED_AT !== undefined)('all losses together', () => {
  it('become more: one alert, and one message to each team; as usual it is none', async () => {
    const clock = aClock('2026-04-16T10:00:00Z');
    const tandem = await aTandem({ clock });
    // From the third week of one quarter to that of the next, and on: its end is as any other time here.
    await days(tandem, clock, 0, 112, 2);
    await tandem.home.settle();
    expect((await alertsOf(tandem)).filter(({ family }) => family === 'all-losses')).toEqual([]);

    await days(tandem, clock, 1000, 21, 5);
    await tandem.home.settle();
    const alerts = (await alertsOf(tandem)).filter(({ family }) => family === 'all-losses');
    expect(alerts.map(({ title }) => title)).toEqual(['More deals are lost than usual, whoever they go to']);
    const id = alerts[0]?.id ?? '';
    expect(id).toMatch(/^A/);
    const alert = alertDocument.parse((await tandem.api.get(`/api/alerts/${id}`)).body);
    expect(alert).toMatchObject({
      state: 'firing',
      pattern: { competitor: null, reason: null, segment: null },
      sentences: [
        expect.stringMatching(
          /^\d+ deals were lost within \d+ days\. At that point of the quarter about \d+ would be usual\.$/,
        ),
        expect.stringMatching(/^A run this strong comes by chance /),
      ],
    });
    const opened = (await tandem.outbox()).filter((one) => one.alertId === id);
    expect(opened.map(({ team }) => team).sort()).toEqual(['marketing', 'sales']);
    for (const { text } of opened) expect(text).toContain('This is about all losses together');
    const page = await fetch(`${tandem.url}/alerts/${id}`).then((answer) => answer.text());
    expect(page).toContain('This is about all losses together');
    expect(page).not.toContain('no longer belongs');
  });
});
