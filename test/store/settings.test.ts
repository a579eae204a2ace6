import { describe, expect, it } from 'vitest';
import type { DetectionSettings } from '../../shared/domain/detection/detection-settings.ts';
import { ledgerEntry } from '../../shared/domain/ledger-entry.ts';
import { currentSettings } from '../../shared/store/record-settings.ts';
import { createRecorder } from '../../shared/store/recorder.ts';
import { aClock, DAY } from '../support/clock.ts';
import { aStore, crashingAt, putLedger, wholeLedger } from '../support/store.ts';

const ONE = { falseAlarmsPerQuarter: 1, bigLossAmounts: {} };
const START = '2026-07-01T08:00:00Z';

async function tightened() {
  const clock = aClock(START);
  const { table } = aStore();
  const tighten = (before: DetectionSettings, at: number): DetectionSettings =>
    before.caution === undefined ? { ...before, caution: 3, cautionSince: at } : before;
  const recorder = () => createRecorder({ table, clock });
  await recorder().adjust(tighten);
  clock.advance(DAY);
  return { table, clock, recorder, tighten, caution: { caution: 3, cautionSince: Date.parse(START) } };
}

describe('settings that Tandem has tightened', () => {
  it('stay so when it starts again, and nothing is written then', async () => {
    const { table, recorder, caution } = await tightened();
    expect(await recorder().configure(ONE)).toBe('unchanged');
    expect(await currentSettings(table)).toEqual({ ...ONE, ...caution });
    expect(await wholeLedger(table)).toHaveLength(1);
  });

  it('stay so when the operator wants another promise, which holds from then on', async () => {
    const { table, clock, recorder, caution } = await tightened();
    const wanted = { falseAlarmsPerQuarter: 3, bigLossAmounts: { EUR: 100 } };
    expect(await recorder().configure(wanted)).toBe('stored');
    const expected = { ...wanted, ...caution, promisedSince: clock() };
    expect(await currentSettings(table)).toEqual(expected);
    expect((await wholeLedger(table)).at(-1)).toMatchObject({ type: 'SettingsChanged', settings: expected });
    clock.advance(DAY);
    expect(await recorder().configure({ ...wanted, bigLossAmounts: {} })).toBe('stored');
    expect(await currentSettings(table)).toEqual({ ...expected, bigLossAmounts: {} });
  });

  it('are tightened once, whoever comes at once', async () => {
    const clock = aClock(START);
    const { table } = aStore();
    const { tighten } = await tightened();
    const both = [createRecorder({ table, clock }), createRecorder({ table, clock })];
    const outcomes = await Promise.all(both.map(({ adjust }) => adjust(tighten)));
    expect(outcomes.sort()).toEqual(['stored', 'unchanged']);
    expect(await wholeLedger(table)).toHaveLength(1);
  });

  it('are not touched where nothing changes, not even on a full disk', async () => {
    const { table, clock, tighten } = await tightened();
    const full = createRecorder({ table: crashingAt(table, 1, 'before'), clock });
    expect(await full.adjust(tighten)).toBe('unchanged');
  });
});

it('settings from before there was any caution are read as they were written', async () => {
  const old = { type: 'SettingsChanged', settings: ONE, seq: 1, recordedAt: 1_000 };
  const entry = ledgerEntry.parse(old);
  expect(entry).toEqual(old);
  const { table } = aStore();
  await putLedger(table, [entry]);
  expect(await wholeLedger(table)).toEqual([old]);
});
