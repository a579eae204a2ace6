import { describe, expect, it } from 'vitest';
import { createHandler, type Deps } from '../../functions/check-itself/handler.ts';
import { quietBusinessDays } from '../../functions/check-itself/quiet-days.ts';
import { createRecorder } from '../../shared/store/recorder.ts';
import { aClock, DAY } from '../support/clock.ts';
import { recordingLog } from '../support/logs.ts';
import { aBareLoss } from '../support/reports.ts';
import { aStore } from '../support/store.ts';

const WORK = ['mon', 'tue', 'wed', 'thu', 'fri'] as const;

describe('business days without a report', () => {
  it.each([
    ['2026-06-12', '2026-06-12', 0],
    ['2026-06-12', '2026-06-13', 0],
    // From Friday to Monday there is a weekend and no business day.
    ['2026-06-12', '2026-06-15', 0],
    ['2026-06-12', '2026-06-16', 1],
    ['2026-06-15', '2026-06-22', 4],
    ['2026-06-01', '2026-06-22', 14],
    // A clock that was set back.
    ['2026-06-22', '2026-06-15', 0],
  ])('between %s and %s are %i', (last, today, days) => {
    expect(quietBusinessDays(last, today, WORK)).toBe(days);
  });

  it('are the days of the business', () => {
    expect(quietBusinessDays('2026-06-12', '2026-06-15', ['sat', 'sun'])).toBe(2);
  });
});

/** Monday; the report comes on it. */
const START = '2026-06-15T09:00:00Z';

async function setUp({ reported = true, ...given }: Partial<Deps> & { readonly reported?: boolean } = {}) {
  const clock = aClock(START);
  const { table } = aStore();
  if (reported) {
    await createRecorder({ table, clock }).record({ kind: 'loss', dealId: 'D-1', report: aBareLoss() });
  }
  const told: [subject: string, text: string][] = [];
  const measured: number[] = [];
  const { log, lines } = recordingLog();
  const check = createHandler({
    table,
    clock,
    log,
    timeZone: 'UTC',
    businessDays: WORK,
    quietAfter: 3,
    subscriptions: async () => [
      { topic: 'alerts', confirmed: 2 },
      { topic: 'operations', confirmed: 1 },
    ],
    deadLetters: async () => [{ queue: 'notify-teams', messages: 0 }],
    tellOperator: async (subject, text) => void told.push([subject, text]),
    measure: (figure) => measured.push(figure.quietBusinessDays),
    ...given,
  });
  return { clock, check, told, measured, lines };
}

describe('the self-check', () => {
  it('says nothing on a good day', async () => {
    const { check, told, measured, lines } = await setUp();
    expect(await check()).toEqual({ findings: [] });
    expect(told).toEqual([]);
    expect(measured).toEqual([0]);
    expect(lines).toEqual([{ level: 'info', decision: 'checked itself', findings: 0 }]);
  });

  it('tells of everything in one message', async () => {
    const { clock, check, told, measured } = await setUp({
      subscriptions: async () => [
        { topic: 'alerts', confirmed: 0 },
        { topic: 'operations', confirmed: 1 },
      ],
      deadLetters: async () => [
        { queue: 'notify-teams', messages: 1 },
        { queue: 'open-alerts', messages: 12 },
        { queue: 'names-seen', messages: 0 },
      ],
    });
    clock.advance(7 * DAY);
    await check();
    expect(measured).toEqual([4]);
    expect(told).toHaveLength(1);
    const [subject, text] = told[0] ?? [];
    expect(subject).toBe('[Tandem] Self-check: 4 findings');
    expect(text).toContain('Nobody hears the topic "alerts"');
    expect(text).toContain('1 message waits in the dead-letter queue "notify-teams"');
    expect(text).toContain('12 messages wait in the dead-letter queue "open-alerts"');
    expect(text).toContain('Nothing was reported for 4 business days, since 2026-06-15.');
    expect(text).not.toContain('operations');
    expect(text).not.toContain('names-seen');
  });

  it.each([
    [3, 0],
    [4, 1],
  ])('finds %i days after the last report %i silences', async (days, count) => {
    const { clock, check } = await setUp();
    clock.advance(days * DAY);
    expect((await check()).findings).toHaveLength(count);
  });

  it('knows that nobody ever reported', async () => {
    const { check, measured } = await setUp({ reported: false });
    expect((await check()).findings).toEqual([expect.stringMatching(/^Nothing was ever reported\./)]);
    expect(measured).toEqual([]);
  });

  it('fails where it cannot look, and does not call that a good day', async () => {
    const { check, told } = await setUp({ deadLetters: () => Promise.reject(new Error('denied')) });
    await expect(check()).rejects.toThrow('denied');
    expect(told).toEqual([]);
  });
});
