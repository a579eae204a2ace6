import { describe, expect, test } from 'vitest';
import { dayOf, isBackDated, partOfWeek, weekOf } from '../../../shared/domain/detection/week.ts';
import { closing, MONDAY } from './closings.ts';

describe('weeks', () => {
  test.each([
    ['1969-12-29', 0, 1 / 7],
    ['1970-01-01', 0, 4 / 7],
    ['1970-01-04', 0, 1],
    ['1970-01-05', 1, 1 / 7],
    ['2026-03-01', 2930, 1],
    ['2026-03-02', 2931, 1 / 7],
  ])('%s is in week %i', (date, week, part) => {
    const day = dayOf(Date.parse(`${date}T23:59:59.999Z`));
    expect(weekOf(day)).toBe(week);
    expect(partOfWeek(day)).toBeCloseTo(part, 14);
  });
});

describe('back-dated', () => {
  // Recorded on the Wednesday of a week; the guard begins on the Monday four weeks earlier.
  const recorded = MONDAY + 2;
  test.each([
    ['the same day', recorded, false],
    ['the first day of the guard', MONDAY - 28, false],
    ['the day before', MONDAY - 29, true],
    ['years ago', MONDAY - 2000, true],
    ['in the future', MONDAY + 400, false],
  ])('closed %s', (_, closedOn, expected) => {
    expect(isBackDated(closing({ day: recorded, closedOn }))).toBe(expected);
  });
});
