import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Alert, STANCES } from '../../shared/domain/alerts/alert.ts';
import { quarterOf, shownFrom } from '../../shared/domain/alerts/false-alarms.ts';
import { MOST_CAUTION, reviewed } from '../../shared/domain/alerts/review-promise.ts';
import { TEAMS } from '../../shared/domain/alerts/teams.ts';
import {
  type DetectionSettings,
  operatedBy,
  USUAL_SETTINGS,
} from '../../shared/domain/detection/detection-settings.ts';
import { anAlert, calledNoise } from '../support/alerts.ts';
import { DAY } from '../support/clock.ts';

const at = (day: string): number => Date.parse(`${day}T12:00:00Z`);
const ONE: DetectionSettings = USUAL_SETTINGS;
const TIGHT: DetectionSettings = { ...ONE, caution: 3, cautionSince: at('2025-12-31') };
/** Two in each of the first two quarters of 2026. */
const BAD = calledNoise('2026-01-10', '2026-02-10', '2026-04-10', '2026-06-30');

describe('more false alarms than promised', () => {
  it('in two complete quarters running ask for three times the evidence', () => {
    const now = at('2026-07-01');
    expect(reviewed(ONE, BAD, now)).toEqual({ ...ONE, caution: 3, cautionBefore: 1, cautionSince: now });
  });

  it.each<[string, readonly Alert[], string]>([
    ['in the quarter that runs', BAD, '2026-06-30'],
    ['in one quarter', BAD.slice(2), '2026-07-01'],
    ['as many as promised', BAD.slice(1, 3), '2026-07-01'],
    ['two quarters ago, and none since', BAD, '2026-10-01'],
    ['in quarters with one between them', [...BAD, ...calledNoise('2026-07-02', '2026-07-03')], '2026-07-04'],
  ])('%s change nothing', (_, alerts, day) => {
    const before = day === '2026-07-04' ? { ...ONE, cautionSince: at('2026-01-01') } : ONE;
    expect(reviewed(before, alerts, at(day))).toBe(before);
  });

  it('are counted once where both teams say so, and also where only one does', () => {
    const noise = (team: 'sales' | 'marketing') => ({
      [team]: { by: 'Sam', stance: 'noise' as const, at: 0 },
    });
    const both = (acknowledgements: readonly Alert['acknowledgements'][]) =>
      ['2026-02-10', '2026-05-10'].flatMap((day) =>
        acknowledgements.map((one) => anAlert({ openedAt: at(day), acknowledgements: one })),
      );
    const now = at('2026-07-01');
    const oneAlert = both([{ ...noise('sales'), ...noise('marketing') }]);
    expect(reviewed(ONE, oneAlert, now)).toBe(ONE);
    expect(reviewed(ONE, both([noise('sales'), noise('marketing')]), now).caution).toBe(3);
  });

  it('are judged by the number that is promised', () => {
    const now = at('2026-07-01');
    expect(reviewed({ ...ONE, falseAlarmsPerQuarter: 3 }, BAD, now).caution).toBeUndefined();
    // The families may add 1.5 times B together: with B = 3 four in a quarter keep the promise, and five do not.
    const inBoth = (days: readonly string[]) =>
      calledNoise(...days.map((day) => `2026-01-${day}`), ...days.map((day) => `2026-05-${day}`));
    const three = { ...ONE, falseAlarmsPerQuarter: 3 };
    expect(reviewed(three, inBoth(['01', '02', '03', '04']), now)).toBe(three);
    expect(reviewed(three, inBoth(['01', '02', '03', '04', '05']), now).caution).toBe(3);
    const half = { ...ONE, falseAlarmsPerQuarter: 0.5 };
    expect(reviewed(half, BAD.slice(1, 3), now).caution).toBe(3);
  });

  it('do not count against a promise that was made later', () => {
    const stricter = operatedBy(
      { ...ONE, falseAlarmsPerQuarter: 3 },
      { ...ONE, falseAlarmsPerQuarter: 0.5 },
      at('2026-01-05'),
    );
    expect(reviewed(stricter, BAD, at('2026-07-01'))).toBe(stricter);
    const next = calledNoise('2026-04-10', '2026-07-10');
    expect(reviewed(stricter, next, at('2026-10-01')).caution).toBe(3);
  });

  it('tighten again only after two quarters that began since', () => {
    const first = reviewed(ONE, BAD, at('2026-07-01'));
    const alerts = calledNoise('2026-07-10', '2026-08-10', '2026-10-10', '2026-11-10');
    const still = [...BAD, ...alerts];
    expect(reviewed(first, still, at('2026-10-01'))).toBe(first);
    // The third quarter began twelve hours before the change.
    expect(reviewed(first, still, at('2027-01-01'))).toBe(first);
    const later = [...alerts, ...calledNoise('2027-01-10', '2027-02-10')];
    expect(reviewed(first, later, at('2027-04-01')).caution).toBe(9);
  });

  it('tighten no further than three times', () => {
    const most = { ...TIGHT, caution: MOST_CAUTION };
    expect(reviewed(most, BAD, at('2026-07-01'))).toBe(most);
  });
});

describe('the caution comes back', () => {
  const now = at('2026-07-01');
  it('by one step when even three times as many would have kept the promise', () => {
    const changed = { cautionSince: now };
    const nine = { ...TIGHT, caution: 9, cautionBefore: 3 };
    expect(reviewed(nine, [], now)).toEqual({ ...TIGHT, caution: 3, cautionBefore: 9, ...changed });
    expect(reviewed(TIGHT, [], now)).toEqual({ ...TIGHT, caution: 1, cautionBefore: 3, ...changed });
    const three = { ...TIGHT, falseAlarmsPerQuarter: 3 };
    expect(reviewed(three, calledNoise('2026-02-10', '2026-05-10'), now).caution).toBe(1);
  });

  it('not where there was one that was just allowed, or one that nobody answered', () => {
    expect(reviewed(TIGHT, calledNoise('2026-05-10'), now)).toBe(TIGHT);
    expect(reviewed(TIGHT, [anAlert({ openedAt: at('2026-05-10') })], now)).toBe(TIGHT);
    const acted = { sales: { by: 'Sam', stance: 'acting' as const, at: now } };
    const good = anAlert({ openedAt: at('2026-05-10'), acknowledgements: acted });
    expect(reviewed(TIGHT, [good], now).caution).toBe(1);
  });

  it('never below what is usual', () => {
    expect(reviewed(ONE, [], now)).toBe(ONE);
  });
});

const FIRST = at('2024-01-01');
const acknowledgement = fc.record({
  by: fc.constant('Sam'),
  stance: fc.constantFrom(...STANCES),
  at: fc.constant(0),
});
const alerts = fc.array(
  fc
    .record({
      day: fc.integer({ min: 0, max: 1_500 }),
      acknowledgements: fc.dictionary(fc.constantFrom(...TEAMS), acknowledgement),
    })
    .map(({ day, acknowledgements }) => anAlert({ openedAt: FIRST + day * DAY, acknowledgements })),
  { maxLength: 60 },
);
const promised = fc.constantFrom(0.5, 1, 3);
/** A quarter has no false alarm, or four. */
const goodAndBadQuarters = fc.array(fc.constantFrom(0, 4), { minLength: 18, maxLength: 18 }).map((quarters) =>
  quarters.flatMap((count, index) => {
    const { year, quarter } = quarterOf(Date.UTC(2024, 3 * index + 1));
    const month = String(3 * quarter - 1).padStart(2, '0');
    return calledNoise(...Array.from({ length: count }, (_, n) => `${year}-${month}-1${n}`));
  }),
);

describe('the review', () => {
  it('says the same again, whatever the order of the alerts, and does not look at older ones', () => {
    fc.assert(
      fc.property(
        alerts,
        promised,
        fc.integer({ min: 0, max: 1_600 }),
        fc.integer({ min: 0, max: 3 }),
        (all, falseAlarmsPerQuarter, day, steps) => {
          const now = FIRST + day * DAY;
          const before = { ...ONE, falseAlarmsPerQuarter, caution: 3 ** steps };
          const after = reviewed(before, all, now);
          expect(reviewed(before, all.toReversed(), now)).toEqual(after);
          const recent = all.filter(({ openedAt }) => openedAt >= shownFrom(now));
          expect(reviewed(before, recent, now)).toEqual(after);
          expect(reviewed(after, all, now)).toBe(after);
          expect(reviewed(after, all.toReversed(), now + DAY / 4)).toBe(after);
        },
      ),
    );
  });

  it('day by day for four years moves one step at a time, within its bounds, with two whole quarters between', () => {
    let changes = 0;
    fc.assert(
      fc.property(goodAndBadQuarters, promised, (all, falseAlarmsPerQuarter) => {
        let settings: DetectionSettings = { ...ONE, falseAlarmsPerQuarter };
        for (let now = FIRST; now < FIRST + 1_600 * DAY; now += 5 * DAY) {
          const known = all.filter(({ openedAt }) => openedAt <= now);
          const after = reviewed(settings, known, now);
          if (after === settings) continue;
          changes += 1;
          const [was, is] = [settings.caution ?? 1, after.caution ?? 1];
          expect([was * 3, was / 3]).toContain(is);
          expect(after.cautionBefore).toBe(was);
          expect(is).toBeGreaterThanOrEqual(1);
          expect(is).toBeLessThanOrEqual(MOST_CAUTION);
          if (settings.cautionSince !== undefined) {
            expect(quartersBetween(settings.cautionSince, now)).toBeGreaterThanOrEqual(3);
          }
          settings = after;
        }
      }),
      { numRuns: 40 },
    );
    expect(changes).toBeGreaterThan(10);
  });
});

const number = ({ year, quarter }: ReturnType<typeof quarterOf>) => 4 * year + quarter;
const quartersBetween = (from: number, to: number) => number(quarterOf(to)) - number(quarterOf(from));
