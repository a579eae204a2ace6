import { expect, test } from 'vitest';
import {
  countBefore,
  countNow,
  type GuardedCount,
  newGuardedCount,
  olderIn,
  passToWeek,
  total,
} from '../../../shared/domain/detection/counts/guarded-count.ts';

const wait = (week: number) => (count: GuardedCount) => passToWeek(count, week);
const live = (week: number) => (count: GuardedCount) => {
  passToWeek(count, week);
  countNow(count);
};

test.each([
  ['the current week', [live(10), live(10)], 0, [2, 0, 0, 0, 0]],
  ['four closed weeks stay in the guard', [live(10), live(12), wait(14)], 0, [0, 0, 1, 0, 1]],
  ['the fifth leaves it', [live(10), live(12), wait(15)], 1, [0, 0, 0, 1, 0]],
  ['so do several at once', [live(10), live(10), live(12), wait(17)], 3, [0, 0, 0, 0, 0]],
  ['and all of them after a long silence', [live(10), live(13), wait(500), live(500)], 2, [1, 0, 0, 0, 0]],
  ['back-dated is older at once', [live(10), countBefore, countBefore], 2, [1, 0, 0, 0, 0]],
  ['time does not run back', [live(12), live(11)], 0, [2, 0, 0, 0, 0]],
])('%s', (_, steps, older, recent) => {
  const count = newGuardedCount(10);
  for (const step of steps) step(count);
  expect(count).toMatchObject({ older, recent });
  expect(total(count)).toBe(older + recent.reduce((left, right) => left + right));
});

test('what will be older can be asked without letting the weeks pass', () => {
  const count = newGuardedCount(10);
  for (const week of [10, 10, 12]) live(week)(count);
  for (const week of [9, 10, 14, 15, 16, 17, 500]) {
    const then = structuredClone(count);
    passToWeek(then, week);
    expect(olderIn(count, week)).toBe(then.older);
  }
});
