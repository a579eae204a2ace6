import { expect, test } from 'vitest';
import {
  countClosed,
  newWeeklyVolume,
  quarterlyVolume,
  type WeeklyVolume,
} from '../../../shared/domain/detection/counts/quarterly-volume.ts';
import { weekOf } from '../../../shared/domain/detection/week.ts';
import { MONDAY } from './closings.ts';

const NOW = weekOf(MONDAY);
const SUNDAY = MONDAY + 6;

/** `deals` closed in each of the weeks so many weeks ago. */
function volume(deals: number, weeksAgo: readonly number[]): WeeklyVolume {
  const state = newWeeklyVolume(NOW);
  for (const ago of weeksAgo) {
    for (let deal = 0; deal < deals; deal += 1) countClosed(state, NOW, NOW - ago);
  }
  return state;
}
const weeks = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);

test.each([
  ['a whole year, ten a week', volume(10, weeks(0, 51)), SUNDAY, 130],
  ['eight weeks, ten a week', volume(10, weeks(0, 7)), SUNDAY, 130],
  ['one busy week counts as four', volume(40, [0]), SUNDAY, 130],
  ['the current week counts as far as it has come', volume(10, weeks(1, 7)), MONDAY, (70 * 13) / (7 + 1 / 7)],
  ['quiet weeks in between count', volume(26, [12]), SUNDAY, 26],
  ['the 53rd week is forgotten', volume(10, weeks(0, 60)), SUNDAY, 130],
  ['one mistyped year does not make a long history', volume(10, [...weeks(0, 7), 500]), SUNDAY, 130],
  ['nothing', newWeeklyVolume(NOW), SUNDAY, 0],
])('%s', (_, state, day, expected) => {
  expect(quarterlyVolume(state, day)).toBeCloseTo(expected, 10);
});

test('the ring moves on with the weeks', () => {
  const state = newWeeklyVolume(NOW);
  for (let week = 0; week < 80; week += 1) countClosed(state, NOW + week, NOW + week);
  expect(state.counts).toEqual(Array.from({ length: 52 }, () => 1));
  expect(quarterlyVolume(state, SUNDAY + 7 * 79)).toBeCloseTo(13, 10);
  countClosed(state, NOW + 300, NOW + 300);
  expect(state.counts.slice(0, 3)).toEqual([1, 0, 0]);
  countClosed(state, NOW + 300, NOW + 200);
  expect(state.total).toBe(1);
});
