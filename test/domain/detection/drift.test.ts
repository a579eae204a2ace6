import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { monthOf } from '../../../shared/domain/detection/month.ts';
import { drifting, FALSE_DISCOVERIES, growthRatio } from '../../../shared/domain/detection/surge/drift.ts';
import { rejectedByEBH } from '../../../shared/domain/detection/surge/e-bh.ts';
import {
  type LossSurgeState,
  patternIn,
  TEAM,
  teamIn,
} from '../../../shared/domain/detection/surge/loss-surge-state.ts';
import { closing, DAY_MS, generator, MONDAY, replay } from './closings.ts';

const NOW = MONDAY * DAY_MS;
const MONTH = monthOf(MONDAY);
const WHOLE_MONTHS = 12;

/** States with these counts: the latest whole month first, after a running month in which nothing was closed yet. */
function states(
  deals: readonly number[],
  patterns: Readonly<Record<string, readonly number[]>>,
): Map<string, LossSurgeState> {
  const first = closing();
  const months = ([...counts]: readonly number[]) => ({
    month: MONTH,
    counts: [0, ...counts.slice(0, WHOLE_MONTHS)],
    older: counts.slice(WHOLE_MONTHS).reduce((a, b) => a + b, 0),
  });
  const items = new Map<string, LossSurgeState>();
  items.set(TEAM, { ...teamIn(new Map(), first), months: months(deals) });
  for (const [key, counts] of Object.entries(patterns)) {
    items.set(key, { ...patternIn(new Map(), key, first), months: months(counts) });
  }
  return items;
}

/** 18 months with so many in each of the last six, and so many in each before. */
const steps = (lately: number, before: number): number[] =>
  Array.from({ length: 18 }, (_, ago) => (ago < 6 ? lately : before));

describe('the likelihood ratio of a growth', () => {
  it.each([
    // 1.5² · (30/35)³ with two of three losses among the later half of the deals; by hand.
    [1.5, { before: 1, within: 2 }, { before: 10, within: 10 }, 1.5 ** 2 * 0.8 ** 3],
    [1.25, { before: 0, within: 1 }, { before: 30, within: 10 }, (1.25 * 40) / 42.5],
    [1.5, { before: 0, within: 0 }, { before: 10, within: 10 }, 1],
    // Where all deals are late there is nothing to compare with.
    [1.5, { before: 0, within: 7 }, { before: 0, within: 10 }, 1],
    [1.5, { before: 0, within: 0 }, { before: 0, within: 0 }, 1],
  ])('%f with %j of %j', (rho, lost, closed, ratio) => {
    expect(growthRatio(rho, lost, closed)).toBeCloseTo(ratio, 12);
  });

  it('has a mean of at most one where the share is no larger than before: summed over all outcomes', () => {
    const size = fc.integer({ min: 1, max: 25 });
    const chance = fc.double({ min: 0.01, max: 0.99, noNaN: true });
    fc.assert(
      fc.property(size, size, chance, chance, fc.constantFrom(1.25, 1.5), (n, k, one, other, rho) => {
        const [then, now] = [Math.max(one, other), Math.min(one, other)];
        let mean = 0;
        for (const [before, p] of binomial(n, then)) {
          for (const [within, q] of binomial(k, now)) {
            mean += p * q * growthRatio(rho, { before, within }, { before: n, within: k });
          }
        }
        expect(mean).toBeLessThanOrEqual(1 + 1e-9);
      }),
    );
  });
});

/** How often each number of successes comes. */
function binomial(trials: number, chance: number): [successes: number, probability: number][] {
  let probability = (1 - chance) ** trials;
  return Array.from({ length: trials + 1 }, (_, successes) => {
    const now = probability;
    probability *= ((trials - successes) / (successes + 1)) * (chance / (1 - chance));
    return [successes, now];
  });
}

describe('e-BH', () => {
  const rejected = (...values: number[]) =>
    rejectedByEBH(
      values.map((eValue) => ({ eValue })),
      0.1,
    ).map(({ eValue }) => eValue);

  it.each([
    [[], []],
    [[9], []],
    [[10], [10]],
    // 4 of 4: each needs 10. 3 of 4 need 13.4.
    [
      [10, 11, 12, 13],
      [13, 12, 11, 10],
    ],
    [
      [1, 14, 13.4, 20],
      [20, 14, 13.4],
    ],
    [[1, 14, 13.3, 20], []],
    [[1, 1, 1, 40], [40]],
  ])('of %j rejects %j', (values, expected) => {
    expect(rejected(...values)).toEqual(expected);
  });
});

describe('what grows slowly', () => {
  it('is nothing before the first deal, and in the first month', () => {
    expect(drifting(new Map(), NOW)).toEqual([]);
    const lost = Array.from({ length: 60 }, (_, index) =>
      closing({ seq: index + 1, reason: 'price', rep: `R-${index}`, day: MONDAY }),
    );
    expect(drifting(replay(lost).items, NOW)).toEqual([]);
  });

  it('is shown with the months in which it shows most, beside what stays as it was', () => {
    const items = states(steps(200, 200), {
      'competitor=acme': steps(40, 20),
      'competitor=bolt': steps(30, 30),
      'competitor=core': steps(10, 20),
    });
    expect(drifting(items, NOW)).toEqual([
      {
        pattern: { competitor: 'acme', reason: null, segment: null },
        key: 'competitor=acme',
        months: 6,
        lately: { matches: 240, of: 1200 },
        before: { matches: 240, of: 2400 },
        eValue: expect.any(Number),
      },
    ]);
  });

  it('is not what grows with the whole business', () => {
    expect(drifting(states(steps(600, 200), { 'competitor=acme': steps(60, 20) }), NOW)).toEqual([]);
  });

  it('waits for the end of the month', () => {
    const items = states(steps(200, 200), { 'competitor=acme': steps(40, 20) });
    const early = states(steps(200, 200).slice(6), { 'competitor=acme': steps(40, 20).slice(6) });
    expect(drifting(early, NOW)).toEqual([]);
    expect(drifting(items, NOW - 3 * DAY_MS)).toEqual(drifting(items, NOW));
  });

  it('counts a deal in the month in which it was closed, and a rep once a day', () => {
    const lost = (index: number, closedOn: number, rep = `R-${index}`) =>
      closing({ seq: index + 1, reason: 'price', rep, day: MONDAY, closedOn });
    const months = (deals: readonly Parameters<typeof lost>[]) => {
      const items = replay(deals.map((given) => lost(...given))).items;
      return [items.get(TEAM)?.months.counts, items.get('reason=price')?.months.counts];
    };
    const counts = (...few: number[]) => Array.from({ length: 13 }, (_, ago) => few[ago] ?? 0);
    expect(
      months([
        [0, MONDAY],
        [1, MONDAY - 5],
        [2, MONDAY + 9],
      ]),
    ).toEqual([counts(2, 1), counts(2, 1)]);
    expect(
      months([
        [0, MONDAY, 'kim'],
        [1, MONDAY, 'kim'],
      ]),
    ).toEqual([counts(2), counts(1)]);
    // Reported long after it happened it is history, and no batch of a day.
    expect(
      months([
        [0, MONDAY - 70, 'kim'],
        [1, MONDAY - 70, 'kim'],
      ]),
    ).toEqual([counts(0, 0, 0, 2), counts(0, 0, 0, 2)]);
  });

  it('is listed by chance in few of many teams where nothing grows, and found where it does', () => {
    const random = generator(7);
    const shares = Array.from({ length: 30 }, (_, index) => 1 / (index + 4)).map((w, _, all) => w / sum(all));
    const team = (times: number) => {
      const patterns = shares.map(() => new Array<number>(18).fill(0));
      for (let ago = 0; ago < 18; ago += 1) {
        for (let deal = 0; deal < 200; deal += 1) {
          let left = random() * (ago < 6 ? 1 + (times - 1) * (shares[3] ?? 0) : 1);
          let key = 0;
          for (; key < shares.length - 1; key += 1) {
            left -= (shares[key] ?? 0) * (key === 3 && ago < 6 ? times : 1);
            if (left < 0) break;
          }
          const counts = patterns[key];
          if (counts !== undefined) counts[ago] = (counts[ago] ?? 0) + 1;
        }
      }
      const named = Object.fromEntries(patterns.map((counts, key) => [`competitor=c${key}`, counts]));
      return drifting(states(steps(200, 200), named), NOW).map(({ key }) => key);
    };
    const teams = 60;
    const quiet = Array.from({ length: teams }, () => team(1)).filter((listed) => listed.length > 0).length;
    expect(quiet).toBeLessThanOrEqual(FALSE_DISCOVERIES * teams);
    const growing = Array.from({ length: teams }, () => team(2));
    expect(growing.filter((listed) => listed.includes('competitor=c3')).length).toBeGreaterThan(teams / 2);
    const others = growing.flat().filter((key) => key !== 'competitor=c3').length;
    expect(others).toBeLessThanOrEqual(FALSE_DISCOVERIES * growing.flat().length);
  });
});

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
