import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { aClock, DAY, MINUTE, type TestClock } from '../support/clock.ts';
import { aLossOfTheRun, businessAsUsual, type Call, callAll, dayOf } from '../support/history.ts';
import { aTandem, DEPLOYED_AT, type Tandem } from '../support/tandem.ts';

const alertList = z.object({ alerts: z.array(z.object({ id: z.string() })) });
const alertsOf = async ({ api, home }: Tandem) => {
  await home.settle();
  return alertList.parse((await api.get('/api/alerts')).body).alerts.length;
};
const history = z.object({ history: z.array(z.object({ bulk: z.string().optional() })) });
const marksOf = async ({ api }: Tandem, id: string) =>
  history.parse((await api.get(`/api/deals/${id}`)).body).history.map(({ bulk }) => bulk);
const watched = z.object({ closedDeals: z.int() });
const closedDeals = async ({ api, home }: Tandem) => {
  await home.settle();
  return watched.parse((await api.get('/api/patterns')).body).closedDeals;
};
const pageOf = async ({ api }: Tandem, id: string) =>
  String((await api.get(`/deals/${id}?stored=loss`)).body);

/** Twelve losses to Acme on one day, of twelve reps and customers: as news they are an alert. */
const aRunOfLosses = (clock: TestClock, query: string, day = dayOf(clock)): Call[] =>
  Array.from({ length: 12 }, (_, n) => {
    const { path, ...loss } = aLossOfTheRun(n, day);
    return { ...loss, path: `${path}${query}` };
  });

async function aBusiness() {
  const clock = aClock('2026-03-02T10:00:00Z');
  const tandem = await aTandem({ clock, env: { TANDEM_BIG_LOSS: '50000 EUR' } });
  await businessAsUsual(tandem.api, clock, 60);
  expect(await alertsOf(tandem)).toBe(0);
  return { tandem, clock };
}

describe.skipIf(DEPLOYED_AT !== undefined)('a load of old deals', () => {
  it.each([
    ['marked as an import', '?import=true', 0, 'import', 'It came with an import'],
    ['closed before the guard', '', -40, undefined, 'closed more than four weeks before'],
  ])('%s feeds the history and raises no alarm, and the page says so', async (_, query, days, mark, said) => {
    const { tandem, clock } = await aBusiness();
    const before = await closedDeals(tandem);
    const day = new Date(clock() + days * DAY).toISOString().slice(0, 10);
    await callAll(tandem.api, aRunOfLosses(clock, query, day));
    expect(await alertsOf(tandem)).toBe(0);
    expect(await closedDeals(tandem)).toBe(before + 12);
    expect(await marksOf(tandem, 'R-3')).toEqual([mark]);
    const page = await pageOf(tandem, 'R-3');
    expect(page).toContain(said);
    expect(page).toContain('raises no alarm');
    expect(page).not.toContain('Tandem is looking for patterns now');
  });

  it('is news where nothing marks it', async () => {
    const { tandem, clock } = await aBusiness();
    await callAll(tandem.api, aRunOfLosses(clock, '?import=false'));
    expect(await alertsOf(tandem)).toBe(1);
    expect(await marksOf(tandem, 'R-3')).toEqual([undefined]);
    expect(await pageOf(tandem, 'R-3')).toContain('Tandem is looking for patterns now');
  });

  it('raises no alarm about a large loss either', async () => {
    const { tandem, clock } = await aBusiness();
    const { path, ...loss } = aLossOfTheRun(1, dayOf(clock), { amount: '90000.00' });
    await callAll(tandem.api, [{ ...loss, path: `${path}?import=true` }]);
    expect(await alertsOf(tandem)).toBe(0);
    await callAll(tandem.api, [aLossOfTheRun(2, dayOf(clock), { amount: '90000.00' })]);
    expect(await alertsOf(tandem)).toBe(1);
  });

  it('stays history when a report of it is corrected', async () => {
    const { tandem, clock } = await aBusiness();
    const { path, ...loss } = aLossOfTheRun(1, dayOf(clock), { amount: '100.00' });
    await callAll(tandem.api, [{ ...loss, path: `${path}?import=true` }]);
    await callAll(tandem.api, [aLossOfTheRun(1, dayOf(clock), { amount: '90000.00' })]);
    expect(await alertsOf(tandem)).toBe(0);
  });
});

describe.skipIf(DEPLOYED_AT !== undefined)('more than twenty reports of one person within a minute', () => {
  const ofAda = (n: number, day: string, amount = '100.00') =>
    aLossOfTheRun(n, day, { owner: n % 2 ? 'Ada' : ' ADA ', amount, competitor: `Rival ${n % 9}` });

  it('are history from the twenty-first on; after a pause they are news again', async () => {
    const { tandem, clock } = await aBusiness();
    const day = dayOf(clock);
    for (let n = 0; n < 24; n += 8) {
      await callAll(
        tandem.api,
        Array.from({ length: 8 }, (_, k) => ofAda(n + k, day)),
      );
      clock.advance(5_000);
    }
    const marks = await Promise.all(Array.from({ length: 24 }, (_, n) => marksOf(tandem, `R-${n}`)));
    expect(marks.flat().filter((mark) => mark === 'burst')).toHaveLength(4);
    expect(marks.slice(0, 16).flat()).toEqual(Array(16).fill(undefined));
    await callAll(tandem.api, [ofAda(30, day, '90000.00')]);
    expect(await alertsOf(tandem)).toBe(0);
    expect(await pageOf(tandem, 'R-30')).toContain('more than 20 reports of one person within a minute');
    clock.advance(2 * MINUTE);
    await callAll(tandem.api, [ofAda(31, day, '90000.00')]);
    expect(await alertsOf(tandem)).toBe(1);
  });

  it('are no burst while the clock stands, because it was set back and all of them have one time', async () => {
    const { tandem, clock } = await aBusiness();
    const day = dayOf(clock);
    await callAll(tandem.api, [aLossOfTheRun(40, day, { owner: 'Bob' })]);
    clock.advance(-MINUTE);
    for (let n = 0; n < 23; n += 1) {
      await callAll(tandem.api, [ofAda(n, day)]);
      clock.advance(1_000);
    }
    const marks = await Promise.all(Array.from({ length: 23 }, (_, n) => marksOf(tandem, `R-${n}`)));
    expect(marks.flat()).toEqual(Array(23).fill(undefined));
  });

  it('do not touch what others report meanwhile', async () => {
    const { tandem, clock } = await aBusiness();
    const day = dayOf(clock);
    await callAll(
      tandem.api,
      Array.from({ length: 25 }, (_, n) => ofAda(n, day)),
    );
    await callAll(tandem.api, [aLossOfTheRun(40, day, { owner: 'Bob', amount: '90000.00' })]);
    expect(await marksOf(tandem, 'R-40')).toEqual([undefined]);
    expect(await alertsOf(tandem)).toBe(1);
  });
});
