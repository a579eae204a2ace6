import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dateIn, dateOfDay, dayNumber, readableDate } from '../../shared/domain/calendar-date.ts';

describe('the number of a day', () => {
  it.each([
    ['1970-01-01', 0],
    ['1969-12-31', -1],
    ['2000-02-29', 11_016],
    ['2026-06-15', 20_619],
    ['9999-12-31', 2_932_896],
  ])('of %s is %i', (date, number) => {
    expect(dayNumber(date)).toBe(number);
    expect(dateOfDay(number)).toBe(date);
  });

  it('is one more for the next day, with leap years', () => {
    fc.assert(
      fc.property(fc.integer({ min: -700_000, max: 2_900_000 }), (day) => {
        expect(dayNumber(dateOfDay(day))).toBe(day);
      }),
    );
  });

  it.each([
    '',
    'today',
    '2026-02-29',
    '1900-02-29',
    '2026-00-10',
    '2026-01-00',
    '2026-01-32',
    '2026-1-1',
    '20260615',
    '2026-06-15T00:00:00Z',
    '+002026-06-15',
    '12026-06-15',
    '2026-06-15\n',
    '2026/06/15',
  ])('is not there for "%s"', (text) => {
    expect(dayNumber(text)).toBeUndefined();
  });
});

describe('today', () => {
  it.each([
    ['UTC', '2026-06-15T23:59:59.999Z', '2026-06-15'],
    ['UTC', '2026-06-16T00:00:00Z', '2026-06-16'],
    ['Europe/Vienna', '2026-06-15T21:59:59Z', '2026-06-15'],
    ['Europe/Vienna', '2026-06-15T22:00:00Z', '2026-06-16'],
    ['Europe/Vienna', '2026-12-31T22:59:59Z', '2026-12-31'],
    ['Europe/Vienna', '2026-12-31T23:00:00Z', '2027-01-01'],
    ['America/Los_Angeles', '2026-03-01T07:59:59Z', '2026-02-28'],
    ['America/Los_Angeles', '2026-03-01T08:00:00Z', '2026-03-01'],
    ['Pacific/Kiritimati', '2026-06-15T10:00:00Z', '2026-06-16'],
    ['Pacific/Pago_Pago', '2026-06-15T10:59:59Z', '2026-06-14'],
    ['Asia/Kolkata', '2026-06-15T18:30:00Z', '2026-06-16'],
    ['America/Sao_Paulo', '2028-02-29T02:59:59Z', '2028-02-28'],
  ])('in %s at %s is %s', (zone, time, date) => {
    expect(dateIn(zone, Date.parse(time))).toBe(date);
  });

  it('is an existing day at any time, also when clocks change', () => {
    const zone = fc.constantFrom('Europe/Vienna', 'America/New_York', 'Australia/Lord_Howe', 'Africa/Cairo');
    const time = fc.integer({ min: Date.parse('2000-01-01'), max: Date.parse('2050-01-01') });
    fc.assert(
      fc.property(zone, time, (timeZone, now) => {
        const date = dateIn(timeZone, now);
        const distance = (dayNumber(date) ?? Number.NaN) * 86_400_000 - now;
        expect(distance).toBeLessThanOrEqual(15 * 3_600_000);
        expect(distance).toBeGreaterThan(-(24 + 12) * 3_600_000);
      }),
    );
  });
});

it.each([
  ['2026-12-04', '4 Dec 2026'],
  ['2026-05-31', '31 May 2026'],
  ['2024-02-29', '29 Feb 2024'],
])('%s reads %s', (date, text) => {
  expect(readableDate(date)).toBe(text);
});
