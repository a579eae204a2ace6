import { type CalendarDate, dayNumber } from '../../shared/domain/calendar-date.ts';

/** From Sunday, as a week is counted from 1970-01-04. */
export const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** 1970-01-01 was a Thursday. */
const weekdayOf = (day: number): Weekday => WEEKDAYS[(day + 4) % 7] ?? 'sun';

/** How many whole business days lie between the day of the last report and today, neither counted. */
export function quietBusinessDays(
  last: CalendarDate,
  today: CalendarDate,
  businessDays: readonly Weekday[],
): number {
  const [from, to] = [dayNumber(last), dayNumber(today)];
  if (from === undefined || to === undefined) throw new RangeError(`${last} or ${today} is not a day.`);
  let days = 0;
  for (let day = from + 1; day < to; day++) if (businessDays.includes(weekdayOf(day))) days++;
  return days;
}
