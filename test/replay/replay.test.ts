import { describe, expect, test } from 'vitest';
import type { DatedReport } from '../../infra/local/replay/dated-report.ts';
import { batchesOf, byDay } from '../../infra/local/replay/order.ts';
import { dealOf } from '../support/store.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { at, clockAt, exportWithSurge, homeOn, REAL_NOW, replayInto } from './replaying.ts';

const HEADER = 'deal_id,status,closed_on,logged_at,outcome,primary_reason,competitor,amount,currency';
const csv = (...rows: string[]) => [HEADER, ...rows].join('\n');

describe('time', () => {
  test('rows are taken in the order of closing, or of logging, at noon of that day', async () => {
    const { ledger } = await replayInto(
      temporaryFolder(),
      csv(
        'D-3,won,2026-03-03,,,,,,',
        'D-1,lost,2026-01-05,,no_decision,timing,,,',
        'D-4,won,2026-01-01,2026-03-20T23:59:00Z,,,,,',
        'D-2,won,2026-02-02,,,,,,',
        'D-5,open,,,,,,,',
      ),
    );
    expect(ledger.map((entry) => [dealOf(entry), entry.recordedAt])).toEqual([
      ['D-1', at('2026-01-05')],
      ['D-2', at('2026-02-02')],
      ['D-3', at('2026-03-03')],
      ['D-4', at('2026-03-20')],
      ['D-5', at('2026-03-20')],
    ]);
  });

  test('dates are judged by the day of their row, and never by a day that is yet to come', async () => {
    const { refused, stored } = await replayInto(
      temporaryFolder(),
      csv(
        'D-1,won,2019-01-05,,,,,,',
        'D-2,won,2026-01-05,,,,,,',
        'D-3,won,2026-01-05,2026-01-04,,,,,',
        'D-4,won,2024-01-05,2026-01-05,,,,,',
        'D-5,won,2099-01-05,,,,,,',
      ),
    );
    expect(stored).toBe(2);
    expect(refused.map(({ line, what }) => [line, what.slice(0, 44)])).toEqual([
      [4, 'closed_on: Is in the future. Give today (4 J'],
      [5, 'closed_on: Is more than 400 days back. The e'],
      [6, 'closed_on: Is in the future. Give today (30 '],
    ]);
  });

  test('the clock of what is recorded never runs back, nor beyond the real time', () => {
    const clock = clockAt(at('2026-03-01'));
    const both = () => [clock.today(), clock.now()];
    clock.standAt(at('2026-02-01'));
    expect(both()).toEqual([at('2026-02-01'), at('2026-03-01')]);
    clock.standAt(at('2026-04-01'));
    expect(both()).toEqual([at('2026-04-01'), at('2026-04-01')]);
    clock.standAt(at('2026-07-01'));
    expect(both()).toEqual([REAL_NOW, REAL_NOW]);
    clock.standAt(-1);
    expect(both()).toEqual([0, REAL_NOW]);
  });

  test('a row that is new among known ones is recorded when the ledger had come to', async () => {
    const folder = temporaryFolder();
    await replayInto(folder, csv('D-1,won,2024-01-05,,,,,,', 'D-2,won,2026-03-03,,,,,,'));
    const { ledger, unchanged } = await replayInto(
      folder,
      csv('D-1,won,2024-01-05,,,,,,', 'D-9,won,2024-01-06,,,,,,', 'D-2,won,2026-03-03,,,,,,'),
    );
    expect(unchanged).toBe(2);
    expect(ledger.at(-1)).toMatchObject({ dealId: 'D-9', recordedAt: at('2026-03-03') });
  });
});

describe('refusals', () => {
  test('are in the words of the API, with the names of the columns', async () => {
    const { refused, stored } = await replayInto(
      temporaryFolder(),
      csv(
        'D-1,lost,2026-03-03,,competitor,price,,,',
        'D 2,won,2026-03-03,,,,,,',
        'D-3,won,03.03.2026,,,,,,',
        'D-4,lost,2026-03-03,,no_decision,weather,,-5,EUR',
        'D-5,won,2026-03-03,,,,,5,EUR',
      ),
    );
    expect(stored).toBe(1);
    const messages = new Map(refused.map(({ line, what }) => [line, what]));
    expect(messages.get(2)).toMatch(/^competitor: Is missing\. Name the competitor/);
    expect(messages.get(3)).toMatch(/^deal_id: Is not a deal id/);
    expect(messages.get(4)).toMatch(/^closed_on: Is not a date\. Write it as YYYY-MM-DD/);
    expect(messages.get(5)).toMatch(
      /primary_reason: Is not a known code.*amount: Is negative|amount: Is negative.*primary_reason/,
    );
    expect(messages.size).toBe(4);
  });
});

describe('another replay of the same files', () => {
  test('stores nothing, not even where an export tells a deal twice', async () => {
    const folder = temporaryFolder();
    const text = csv(
      'D-1,open,,2023-01-02,,,Rival,,',
      'D-1,lost,2023-02-02,,competitor,price,Rival,10,EUR',
      'D-1,won,2023-03-02,,,,,10,EUR',
      'D-1,lost,2023-04-02,,competitor,price,Rival,10,EUR',
      'D-2,won,2026-03-02,,,,,,',
      'D-2,won,2026-03-02,,,,,,',
    );
    const first = await replayInto(folder, text);
    expect([first.stored, first.changed, first.unchanged]).toEqual([4, 2, 1]);
    expect(first.ledger.map(({ type }) => type)).toEqual([
      'DealUpdated',
      'CompetitorMentioned',
      'DealLost',
      'DealWon',
      'DealLost',
      'DealWon',
    ]);
    const second = await replayInto(folder, text);
    expect([second.stored, second.changed, second.unchanged]).toEqual([0, 0, 7]);
    expect(second.ledger).toEqual(first.ledger);
    expect(second.refused).toEqual([]);
  });

  test('raises nothing and sends nothing', async () => {
    const folder = temporaryFolder();
    const text = exportWithSurge({ from: '2025-12-01', days: 120, surgeOn: '2026-03-10' });
    const first = await replayInto(folder, text);
    expect(first.alerts.map(({ title }) => title)).toContain('Newcomer is winning more deals');
    const second = await replayInto(folder, text);
    expect({ ...second, stored: first.stored, unchanged: 0 }).toEqual(first);
  });
});

describe('consequences come when they would have come', () => {
  test('alerts and messages on the day, digests at eight on the next', async () => {
    const { alerts, sent, ledger } = await replayInto(
      temporaryFolder(),
      exportWithSurge({ from: '2025-12-01', days: 120, surgeOn: '2026-03-10' }),
      // Five large deals on one day: three are told at once, the others wait.
      `deal_id,status,closed_on,outcome,primary_reason,amount,currency\n${Array.from(
        { length: 30 },
        (_, n) =>
          n < 25
            ? `M-${n},lost,2026-01-0${1 + (n % 9)},no_decision,timing,${1000 + n},EUR`
            : `M-${n},lost,2026-02-10,no_decision,timing,${1_000_000 + n},EUR`,
      ).join('\n')}\n`,
    );
    const surge = alerts.find(({ family }) => family === 'loss-surge');
    expect(surge?.openedAt).toMatch(/^2026-03-1\dT12:00:00\.000Z$/);
    expect(sent).toContain(`${surge?.openedAt} alert-opened sales`);
    expect(sent.filter((message) => message.startsWith('2026-02-10T12'))).toHaveLength(6);
    expect(sent.filter((message) => message.startsWith('2026-02-11'))).toEqual([
      '2026-02-11T08:00:00.000Z digest marketing',
      '2026-02-11T08:00:00.000Z digest sales',
    ]);
    // Requests under way together are stored in the order in which they were made.
    const first = ledger.findIndex((entry) => dealOf(entry) === 'M-25');
    expect(ledger.slice(first, first + 5).map(dealOf)).toEqual(['M-25', 'M-26', 'M-27', 'M-28', 'M-29']);
  });
});

describe('order', () => {
  const report = (dealId: string, day: number | undefined): DatedReport => ({
    kind: 'win',
    dealId,
    day,
    body: {},
    origin: { file: '', line: 0, columnOf: {} },
  });

  test('what has no day comes on the last one; with none at all, today', () => {
    const days = byDay([report('a', undefined), report('b', 7), report('c', 5)], 99);
    expect(days.map(({ day, reports }) => [day, reports.map(({ dealId }) => dealId)])).toEqual([
      [5, ['c']],
      [7, ['a', 'b']],
    ]);
    expect(byDay([report('a', undefined)], 99).map(({ day }) => day)).toEqual([99]);
  });

  test('no batch has a deal twice, and none is larger than a hundred', () => {
    const many = Array.from({ length: 150 }, (_, n) => report(`D-${n}`, 1));
    const batches = batchesOf([report('D-3', 1), ...many, report('D-4', 1)]);
    expect(batches.map((batch) => batch.length)).toEqual([100, 50, 2]);
    for (const batch of batches) expect(new Set(batch.map(({ dealId }) => dealId)).size).toBe(batch.length);
  });
});

test('a folder in use is left alone', async () => {
  const folder = temporaryFolder();
  const { home } = await homeOn(folder);
  await expect(homeOn(folder)).rejects.toThrow(/Another Tandem is using the data folder/);
  await home.stop();
});
