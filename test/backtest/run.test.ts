import { expect, test } from 'vitest';
import { createCompactRows } from '../../shared/domain/backtest/compact-rows.ts';
import { createRejections } from '../../shared/domain/backtest/rejections.ts';
import { monthOf, type Run, runBacktest } from '../../shared/domain/backtest/run.ts';
import { createTableReader } from '../../shared/domain/backtest/table-reader.ts';
import { runJson } from './backtesting.ts';
import { HEADER, syntheticRows } from './synthetic-table.ts';

const made = syntheticRows({ seed: 3, rows: 600, perDay: 3 });
/** Not in order, and with a deal that comes twice. */
const TABLE = [HEADER, ...made.toReversed(), made[7]].join('\n');

function tableRows() {
  const rows = createCompactRows();
  const rejected = createRejections(0);
  const table = createTableReader({ row: rows.add, fault: rejected.add });
  table.push(TABLE);
  table.end();
  expect(rejected.count).toBe(0);
  return rows;
}

function run(rows: ReturnType<typeof tableRows>, budget: number) {
  const repeats: number[] = [];
  const settings = { falseAlarmsPerQuarter: budget, bigLossAmounts: {}, watchFrom: undefined };
  const steps = runBacktest(rows, settings, (line) => void repeats.push(line));
  for (;;) {
    const { done, value } = steps.next();
    if (done) return { ...told(value), repeats };
  }
}

const told = ({ stories: { alerts, large }, ...rest }: Run) => ({ ...rest, alerts, large });

test('several runs over the same rows say what each would say alone', () => {
  const rows = tableRows();
  const together = [3, 0.5, 1, 3].map((budget) => run(rows, budget));
  expect(together).toEqual([3, 0.5, 1, 3].map((budget) => run(tableRows(), budget)));
  const [often, seldom] = together;
  expect(often?.alerts.length).toBeGreaterThan(0);
  expect(often?.repeats).toEqual([602]);
  expect(seldom?.alarms).toBeLessThan(often?.alarms ?? 0);
});

test('a run says what the command says', async () => {
  const { alerts, large, alarms: count, months, first, watched } = run(tableRows(), 3);
  const { alarms, summary } = await runJson(TABLE, '--budget', '3');
  const openings = alerts.map(({ opening }) => opening);
  const dates = alarms.map(({ at, deals }) => JSON.stringify([at, deals]));
  for (const { detection, deals } of [...openings, ...large.first])
    expect(dates).toContain(JSON.stringify([new Date(detection.at).toISOString(), deals]));
  expect(alarms.filter(({ family }) => family === 'big-loss')).toHaveLength(large.count);
  expect(alarms.filter(({ family }) => family !== 'big-loss')).toHaveLength(count);
  expect([...months.values()].reduce((sum, deals) => sum + deals, 0)).toBe(summary?.accepted);
  expect([...months.keys()][0]).toBe(monthOf(first ?? 0));
  expect(watched.from).toBeGreaterThan(first ?? 0);
});
