import * as fc from 'fast-check';
import { expect, it, test } from 'vitest';
import {
  countDeal,
  dealsInYear,
  dealsPerQuarter,
  newYear,
} from '../../../shared/domain/detection/counts/year-of-deals.ts';

/** A Monday that begins a block of four weeks: the week 2932 = 4 · 733. */
const WEEK = 2932;
const MONDAY = WEEK * 7 - 3;

const deal = fc.record({
  /** Weeks after the first, and weeks from the closing to the report. */
  week: fc.integer({ min: 0, max: 160 }),
  late: fc.integer({ min: 0, max: 80 }),
  result: fc.constantFrom('won' as const, 'lost' as const),
});

it('knows the deals of this block of four weeks and of the twelve before it, and no older ones', () => {
  fc.assert(
    fc.property(fc.array(deal), fc.integer({ min: 160, max: 220 }), (deals, end) => {
      const inOrder = deals.toSorted((a, b) => a.week - b.week);
      const year = newYear(WEEK);
      for (const { week, late, result } of inOrder) countDeal(year, WEEK + week, WEEK + week - late, result);
      const block = (week: number) => Math.floor((WEEK + week) / 4);
      const known = inOrder.filter(({ week, late }) => block(end) - block(week - late) < 13);
      expect(dealsInYear(year, WEEK + end)).toEqual({
        won: known.filter(({ result }) => result === 'won').length,
        lost: known.filter(({ result }) => result === 'lost').length,
      });
    }),
  );
});

test.each([
  ['of nothing is nothing', [], 0, 0],
  ['on the first Monday is as if four weeks had been seen', [0], 0, 13 / 4],
  ['after 13 weeks is what was closed', Array.from({ length: 13 }, (_, week) => week), 13 * 7 - 1, 13],
  ['after a silent year is nothing', [0], 60 * 7, 0],
])('a quarter %s', (_, weeks, day, expected) => {
  const year = newYear(WEEK);
  for (const week of weeks) countDeal(year, WEEK + week, WEEK + week, 'won');
  expect(dealsPerQuarter(year, MONDAY + day)).toBeCloseTo(expected, 9);
});
