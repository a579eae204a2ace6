import { describe, expect, it } from 'vitest';
import { createHandler } from '../../functions/review-promise/handler.ts';
import type { Alert } from '../../shared/domain/alerts/alert.ts';
import type { Table } from '../../shared/ports/table.ts';
import { createAlert } from '../../shared/store/alerts.ts';
import { currentSettings } from '../../shared/store/record-settings.ts';
import { createRecorder } from '../../shared/store/recorder.ts';
import { calledNoise } from '../support/alerts.ts';
import { aClock, DAY } from '../support/clock.ts';
import { recordingLog } from '../support/logs.ts';
import { aStore, Crash, crashingAt, wholeLedger } from '../support/store.ts';

/** Two false alarms in each of two quarters, then none. */
const BAD = calledNoise('2026-01-10', '2026-02-10', '2026-04-10', '2026-06-29');

async function setUp(alerts: readonly Alert[] = BAD, start = '2026-06-30T08:00:00Z') {
  const { table } = aStore();
  for (const one of alerts) await createAlert(table, one);
  const clock = aClock(start);
  const told: [subject: string, text: string][] = [];
  const { log, lines } = recordingLog();
  const runOn = (on: Table, tellOperator = async (...message: [string, string]) => void told.push(message)) =>
    createHandler({
      table: on,
      adjust: createRecorder({ table: on, clock }).adjust,
      clock,
      log,
      tellOperator,
    });
  return { table, clock, told, lines, runOn, run: runOn(table) };
}

describe('the review of the promise', () => {
  it('looks every day, tightens once when the second bad quarter is over, and tells the operator once', async () => {
    const { table, clock, run, told, lines } = await setUp();
    await run();
    expect(await wholeLedger(table)).toEqual([]);
    for (let day = 0; day < 100; day += 1) {
      clock.advance(DAY);
      await run();
    }
    const since = Date.parse('2026-07-01T08:00:00Z');
    const caution = { caution: 3, cautionBefore: 1, cautionSince: since };
    const settings = { falseAlarmsPerQuarter: 1, bigLossAmounts: {}, ...caution };
    expect(await wholeLedger(table)).toEqual([
      { type: 'SettingsChanged', seq: 1, recordedAt: since, settings },
    ]);
    expect(told).toEqual([
      [
        '[Tandem] Alarms need more evidence: 3 times the usual evidence',
        expect.stringContaining('Since 2026-07-01 '),
      ],
    ]);
    expect(told[0]?.[1]).toContain('2026, quarter 2: alarms 2, called noise by at least one team 2');
    expect(lines).toEqual([
      {
        level: 'warn',
        decision: 'caution changed',
        caution: 3,
        before: 1,
        since: '2026-07-01T08:00:00.000Z',
        falseAlarmsPerQuarter: 1,
      },
    ]);
  });

  it('gives the usual evidence back after two quiet quarters that began since, and says so', async () => {
    const { table, clock, run, told } = await setUp();
    for (let day = 0; day < 400; day += 1) {
      clock.advance(DAY);
      await run();
    }
    expect(await currentSettings(table)).toMatchObject({
      caution: 1,
      cautionSince: Date.parse('2027-04-01T08:00:00Z'),
    });
    expect(told.map(([subject]) => subject)).toEqual([
      '[Tandem] Alarms need more evidence: 3 times the usual evidence',
      '[Tandem] Alarms need less evidence: the usual evidence',
    ]);
  });

  it('changes it once where two run at once', async () => {
    const { table, clock, runOn } = await setUp();
    clock.advance(DAY);
    await Promise.all([runOn(table)(), runOn(table)(), runOn(table)()]);
    expect(await wholeLedger(table)).toHaveLength(1);
    expect((await currentSettings(table)).caution).toBe(3);
  });

  it.each([
    [1, 'before'],
    [1, 'after'],
    [2, 'before'],
    [2, 'after'],
  ] as const)(
    'changes it once, and tells, where the process dies at write %i (%s it)',
    async (write, when) => {
      const { table, clock, run, runOn, told } = await setUp();
      clock.advance(DAY);
      await expect(runOn(crashingAt(table, write, when))()).rejects.toThrow(Crash);
      clock.advance(DAY);
      await run();
      await run();
      expect(await wholeLedger(table)).toHaveLength(1);
      expect((await currentSettings(table)).caution).toBe(3);
      // Told again only where nobody knows whether it was told.
      expect(told).toHaveLength(write === 2 && when === 'before' ? 2 : 1);
    },
  );

  it('tells the next day where the operator could not be reached', async () => {
    const { table, clock, run, runOn, told } = await setUp();
    clock.advance(DAY);
    await expect(runOn(table, () => Promise.reject(new Error('no topic')))()).rejects.toThrow('no topic');
    clock.advance(DAY);
    await run();
    expect(told).toHaveLength(1);
    expect(await wholeLedger(table)).toHaveLength(1);
  });

  it('says of a step back that alarms need less, also where they still need more than usual', async () => {
    const { table, clock, run, told } = await setUp([], '2026-06-30T08:00:00Z');
    const { adjust } = createRecorder({ table, clock });
    const nine = { caution: 9, cautionBefore: 3, cautionSince: Date.parse('2025-12-31') };
    await adjust((before) => ({ ...before, ...nine }));
    clock.advance(DAY);
    await run();
    expect(told.at(-1)?.[0]).toBe('[Tandem] Alarms need less evidence: 3 times the usual evidence');
    expect(told.at(-1)?.[1]).toContain('Before that it needed 9 times the usual evidence.');
    expect(told.at(-1)?.[1]).toContain('hardly an alarm was called noise');
  });

  it('says what to look at where it goes no further', async () => {
    const { table, clock, run, told } = await setUp();
    const { adjust } = createRecorder({ table, clock });
    await adjust((before) => ({ ...before, caution: 9, cautionSince: Date.parse('2025-12-31') }));
    clock.advance(DAY);
    await run();
    expect(told.at(-1)?.[0]).toBe('[Tandem] Alarms need more evidence: 27 times the usual evidence');
    expect(told.at(-1)?.[1]).toContain('as far as Tandem goes by itself');
  });
});
