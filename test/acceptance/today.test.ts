import { describe, expect, it } from 'vitest';
import { wrongFields } from '../support/api.ts';
import { aClock, DAY, MINUTE } from '../support/clock.ts';
import { aBareLoss } from '../support/reports.ts';
import { aTandem, DEPLOYED_AT } from '../support/tandem.ts';

describe.skipIf(DEPLOYED_AT !== undefined)('today', () => {
  it.each([
    ['Pacific/Auckland', '2026-06-15T11:59:00Z', '2026-06-15'],
    ['America/Los_Angeles', '2026-06-16T06:59:00Z', '2026-06-15'],
    ['UTC', '2026-06-15T23:59:00Z', '2026-06-15'],
  ])(
    'is a day of the business in %s, and becomes the next one at its midnight',
    async (zone, time, today) => {
      const clock = aClock(time);
      const { api } = await aTandem({ clock, env: { TANDEM_TIME_ZONE: zone } });
      const report = (id: string, lostOn: string) => api.put(`/api/deals/${id}/loss`, aBareLoss({ lostOn }));
      const day = (days: number) => new Date(Date.parse(today) + days * DAY).toISOString().slice(0, 10);

      expect((await report('D-1', day(0))).status).toBe(201);
      expect((await report('D-2', day(-400))).status).toBe(201);
      expect(wrongFields(await report('D-3', day(1)))).toEqual([
        ['#/lostOn', expect.stringContaining('Is in the future.')],
      ]);
      clock.advance(2 * MINUTE);
      expect((await report('D-3', day(1))).status).toBe(201);
      expect(wrongFields(await report('D-4', day(-400)))).toEqual([
        ['#/lostOn', expect.stringContaining('400 days')],
      ]);
    },
  );
});
