import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { startSchedules } from '../../infra/local/schedules.ts';
import { DAY, HOUR, MINUTE } from '../support/clock.ts';
import { recordingLog } from '../support/logs.ts';

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse('2026-07-01T07:30:00Z') });
});
afterEach(() => {
  vi.useRealTimers();
});

it('each daily task runs once a day from eight on, and again where it failed, whatever the others do', async () => {
  let faults = 2;
  const home = {
    sendDigests: vi.fn(async () => undefined),
    resolveAlerts: vi.fn(async () => {
      faults -= 1;
      if (faults >= 0) throw new RangeError('The disk is full.');
    }),
    reviewPromise: vi.fn(async () => undefined),
  };
  const { log, lines } = recordingLog();
  const stop = startSchedules(home, 'UTC', log);
  const calls = () => [home.resolveAlerts.mock.calls.length, home.reviewPromise.mock.calls.length];
  await vi.advanceTimersByTimeAsync(29 * MINUTE);
  expect(calls()).toEqual([0, 0]);
  await vi.advanceTimersByTimeAsync(HOUR);
  expect(calls()).toEqual([3, 1]);
  expect(lines).toEqual([
    { level: 'error', decision: 'resolving failed', fault: 'RangeError' },
    { level: 'error', decision: 'resolving failed', fault: 'RangeError' },
  ]);
  await vi.advanceTimersByTimeAsync(DAY);
  expect(calls()).toEqual([4, 2]);
  stop();
  await vi.advanceTimersByTimeAsync(DAY);
  expect(calls()).toEqual([4, 2]);
});
