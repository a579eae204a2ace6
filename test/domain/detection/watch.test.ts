import { describe, expect, it } from 'vitest';
import { watched } from '../../../shared/domain/detection/surge/watch.ts';
import { closing, DAY_MS, MONDAY, replay } from './closings.ts';

const SETTINGS = { falseAlarmsPerQuarter: 1 };
const now = MONDAY * DAY_MS;

/** `others` wins long ago, then two losses for the price, then `later` wins. */
function watch(others: number, later: number) {
  const results = [
    ...Array.from({ length: others }, () => 'won' as const),
    ...(['lost', 'lost'] as const),
    ...Array.from({ length: later }, () => 'won' as const),
  ];
  const closings = results.map((result, at) =>
    closing({
      seq: at + 1,
      result,
      ...(result === 'lost' && { reason: 'price', rep: `R-${at}` }),
      day: at < others ? MONDAY - 60 : MONDAY,
    }),
  );
  return watched(replay(closings).items, SETTINGS, now);
}

describe('what is watched', () => {
  it.each([
    [0, 2, false],
    [27, 29, false],
    [28, 30, true],
  ])('after %d deals and two losses: %d closed deals, active: %s', (others, closedDeals, isActive) => {
    expect(watch(others, 0)).toMatchObject({ closedDeals, isActive });
  });

  it('is nothing before the first deal', () => {
    expect(watched(new Map(), SETTINGS, now)).toEqual({ isActive: false, closedDeals: 0, patterns: [] });
  });

  it('counts a run until other deals have ended it', () => {
    expect(watch(20, 0).patterns).toMatchObject([{ matches: 2, of: 2 }]);
    expect(watch(20, 1).patterns).toMatchObject([{ matches: 2, of: 3 }]);
    expect(watch(20, 50).patterns).toMatchObject([{ matches: 0, of: 0, lastMatchOn: MONDAY }]);
  });
});
