import { expect, test } from 'vitest';
import {
  atWeek,
  countedBefore,
  countedNow,
  emptyGuardedCount,
  type GuardedCount,
  total,
} from '../../../shared/domain/detection/guarded-count.ts';

const live = (week: number) => (count: GuardedCount) => countedNow(atWeek(count, week));
const wait = (week: number) => (count: GuardedCount) => atWeek(count, week);

test.each([
  ['the current week', [live(10), live(10)], 0, [2, 0, 0, 0, 0]],
  ['four closed weeks stay in the guard', [live(10), live(12), wait(14)], 0, [0, 0, 1, 0, 1]],
  ['the fifth leaves it', [live(10), live(12), wait(15)], 1, [0, 0, 0, 1, 0]],
  ['so do several at once', [live(10), live(10), live(12), wait(17)], 3, [0, 0, 0, 0, 0]],
  ['and all of them after a long silence', [live(10), live(13), wait(500), live(500)], 2, [1, 0, 0, 0, 0]],
  ['back-dated is older at once', [live(10), countedBefore, countedBefore], 2, [1, 0, 0, 0, 0]],
  ['time does not run back', [live(12), live(11)], 0, [2, 0, 0, 0, 0]],
])('%s', (_, steps, older, recent) => {
  const count = steps.reduce((state, step) => step(state), emptyGuardedCount(10));
  expect(count).toMatchObject({ older, recent });
  expect(total(count)).toBe(older + recent.reduce((left, right) => left + right));
});
