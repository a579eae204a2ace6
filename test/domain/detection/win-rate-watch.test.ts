import { describe, expect, it } from 'vitest';
import type { Closing } from '../../../shared/domain/detection/closing.ts';
import { watchedRivals } from '../../../shared/domain/detection/win-rate/win-rate-watch.ts';
import { DAY_MS, MONDAY } from './closings.ts';
import { asLedger, dealsAgainst, replayWinRates } from './win-rate-streams.ts';

const SETTINGS = { falseAlarmsPerQuarter: 1 };
const watch = (day: number, ...streams: Closing[][]) =>
  watchedRivals(replayWinRates(asLedger(...streams)).items, SETTINGS, day * DAY_MS);
const half = (n: number) => n % 2 === 0;
const year = (lost: (n: number) => boolean, perDay = 1) =>
  dealsAgainst('acme', { from: MONDAY - 182, deals: Math.round(182 * perDay), perDay, lost });

describe('the win rates that are watched', () => {
  it('are none before the first deal, and none without a competitor', () => {
    expect(watchedRivals(new Map(), SETTINGS, MONDAY * DAY_MS)).toEqual([]);
    expect(
      watch(
        MONDAY,
        year(half).map(({ competitor: _, ...one }) => one),
      ),
    ).toEqual([]);
  });

  it('are those of the last year, with their interval', () => {
    const [acme] = watch(
      MONDAY,
      year((n) => n % 4 > 0),
    );
    expect(acme).toMatchObject({ competitor: 'acme', won: 46, lost: 136, standing: 'watched' });
    expect(acme?.winRate).toBeCloseTo(46 / 182, 9);
    // Wilson, 95 %: (0.2527 + 0.01055 ± 1.96 · 0.03266)/1.0211.
    expect(acme?.between?.[0]).toBeCloseTo(0.1951, 3);
    expect(acme?.between?.[1]).toBeCloseTo(0.3205, 3);
    expect(acme?.perQuarter).toBeGreaterThan(85);
    // 182 deals within 26 weeks and the Monday; a false alarm in four quarters.
    expect(acme?.threshold).toBeCloseTo((4 * 182 * 13) / (26 + 1 / 7), 6);
    expect(watch(MONDAY + 400, year(half))).toMatchObject([{ won: 0, lost: 0, winRate: undefined }]);
  });

  it('have no rate below five deals', () => {
    const few = (deals: number) => dealsAgainst('acme', { from: MONDAY - 60, deals, perDay: 1, lost: half });
    expect(watch(MONDAY, few(4))).toMatchObject([
      { won: 2, lost: 2, winRate: undefined, between: undefined },
    ]);
    expect(watch(MONDAY, few(5))).toMatchObject([{ won: 2, lost: 3, winRate: 0.4 }]);
  });

  it.each([
    ['too-few', year(half, 0.2)],
    ['too-new', dealsAgainst('acme', { from: MONDAY - 20, deals: 60, perDay: 3, lost: half })],
    ['hardly-won', year((n) => n % 60 > 0)],
    ['watched', year(half)],
  ])('say what stands in the way of an alarm: %s', (standing, deals) => {
    expect(watch(MONDAY, deals)).toMatchObject([{ standing }]);
  });

  it('grow stronger with each loss, fade with each win, and come in the order of their strength', () => {
    const now = (result: 'lost' | 'won') =>
      dealsAgainst('acme', { from: MONDAY, deals: 8, perDay: 4, lost: () => result === 'lost' });
    const strength = (...streams: Closing[][]) => watch(MONDAY + 3, ...streams)[0]?.strength ?? 0;
    const usually = strength(year(half));
    const more = strength(year(half), now('lost'));
    expect(more).toBeGreaterThan(usually);
    expect(strength(year(half), now('won'))).toBeLessThan(usually);
    const bolt = [...year(half), ...now('lost')].map((one) => ({ ...one, competitor: 'bolt' }));
    const order = watch(MONDAY + 3, year(half), bolt).map(({ competitor }) => competitor);
    expect(order).toEqual(['bolt', 'acme']);
  });

  it('show the run of losses until wins have ended it', () => {
    const lost = dealsAgainst('acme', { from: MONDAY, deals: 10, perDay: 2, lost: () => true });
    const won = dealsAgainst('acme', { from: MONDAY + 6, deals: 40, perDay: 10, lost: () => false });
    const [during] = watch(MONDAY + 6, year(half), lost);
    expect(during?.losses).toBeGreaterThanOrEqual(10);
    expect(watch(MONDAY + 11, year(half), lost, won)).toMatchObject([{ losses: 0, of: 0 }]);
  });

  it('say for thirty days that there was an alarm', () => {
    const lost = dealsAgainst('acme', { from: MONDAY, deals: 40, perDay: 2, lost: () => true });
    const before = year(half).map((one): Closing => ({ ...one, bulk: true }));
    expect(watch(MONDAY + 21, before, lost)).toMatchObject([{ epochRunning: true }]);
    expect(watch(MONDAY + 60, before, lost)).toMatchObject([{ epochRunning: false }]);
  });
});
