import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { createAlert } from '../../shared/store/alerts.ts';
import { anAlert, calledNoise } from '../support/alerts.ts';
import { aClock, DAY } from '../support/clock.ts';
import { aTandem, DEPLOYED_AT, type Tandem } from '../support/tandem.ts';
import { wordsOf } from '../web/site.ts';

const watched = z.object({
  falseAlarmsPromised: z.number(),
  caution: z.object({ times: z.number(), before: z.number(), since: z.string().nullable() }),
  quarters: z.array(z.object({ falseAlarms: z.int(), unanswered: z.int() })),
});
const patterns = async ({ api }: Tandem) => watched.parse((await api.get('/api/patterns')).body);
const page = async ({ api }: Tandem) => wordsOf(String((await api.get('/patterns')).body));

describe.skipIf(DEPLOYED_AT !== undefined)('two quarters with more noise than promised', () => {
  it('let alarms need three times the evidence, until two quiet quarters have passed, over restarts', async () => {
    const clock = aClock('2026-03-30T08:00:00Z');
    const first = await aTandem({ clock });
    for (const one of calledNoise('2026-01-10', '2026-02-10')) await createAlert(first.home.table, one);
    const later = ['S0035', 'S0036'];
    for (const id of later) {
      const openedAt = Date.parse('2026-05-04T08:00:00Z');
      await createAlert(first.home.table, anAlert({ id, openedAt, epoch: 101, key: `competitor=${id}` }));
    }
    clock.set(Date.parse('2026-07-02T08:00:00Z'));
    await first.home.reviewPromise();
    expect((await patterns(first)).caution).toEqual({ times: 1, before: 1, since: null });
    // The teams answer late, and the next day's look sees it.
    for (const id of later) {
      const body = { team: 'marketing', by: 'Kim', stance: 'noise' };
      expect((await first.api.post(`/api/alerts/${id}/acknowledgements`, body)).status).toBeLessThan(300);
    }
    clock.advance(DAY);
    await first.home.reviewPromise();
    await first.home.reviewPromise();
    const { caution, quarters } = await patterns(first);
    expect(caution).toMatchObject({ times: 3, since: '2026-07-03' });
    expect(quarters.slice(0, 3).map(({ falseAlarms }) => falseAlarms)).toEqual([0, 2, 2]);
    expect(await page(first)).toContain('Since 3 Jul 2026 an alarm needs three times the usual evidence');
    const told = (tandem: Tandem) => tandem.lines.filter(({ decision }) => decision === 'caution changed');
    expect(told(first)).toEqual([expect.objectContaining({ level: 'warn', caution: 3 })]);
    await first.stop();

    const env = { TANDEM_FALSE_ALARMS_PER_QUARTER: '0.5' };
    const second = await aTandem({ clock, folder: first.folder, env });
    await second.home.reviewPromise();
    expect(await patterns(second)).toMatchObject({
      falseAlarmsPromised: 0.75,
      caution: { times: 3, since: '2026-07-03' },
    });
    expect(told(second)).toEqual([]);
    clock.set(Date.parse('2027-01-01T08:00:00Z'));
    await second.home.reviewPromise();
    expect((await patterns(second)).caution.times).toBe(3);
    clock.set(Date.parse('2027-04-01T08:00:00Z'));
    await second.home.reviewPromise();
    expect((await patterns(second)).caution).toMatchObject({ times: 1, before: 3, since: '2027-04-01' });
    expect(await page(second)).toContain('Since 1 Apr 2027 an alarm needs the usual evidence again');
  });
});
