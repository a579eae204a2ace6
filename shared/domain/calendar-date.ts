/** A day without a time or a zone, written YYYY-MM-DD. */
export type CalendarDate = string;

const DAY = 86_400_000;

/** Days since 1970-01-01, or undefined where the text is not a day that exists. */
export function dayNumber(date: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) return undefined;
  const time = Date.parse(`${date}T00:00:00Z`);
  if (Number.isNaN(time) || dateOfDay(time / DAY) !== date) return undefined;
  return time / DAY;
}

/** The inverse of {@link dayNumber}. */
export const dateOfDay = (day: number): CalendarDate => new Date(day * DAY).toISOString().slice(0, 10);

/** The day it is at `time` (milliseconds since 1970) in an IANA time zone such as "Europe/Vienna". */
export const dateIn = (timeZone: string, time: number): CalendarDate => calendarOf(timeZone).format(time);

const calendars = new Map<string, Intl.DateTimeFormat>();

/** Making one takes a hundred times as long as using it, and every report asks for today. */
function calendarOf(timeZone: string): Intl.DateTimeFormat {
  const known = calendars.get(timeZone);
  if (known !== undefined) return known;
  // en-CA writes dates as YYYY-MM-DD.
  const made = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  calendars.set(timeZone, made);
  return made;
}

/** "4 Dec 2026": short, and not to be mistaken on either side of the Atlantic. */
export function readableDate(date: CalendarDate): string {
  return new Intl.DateTimeFormat('en-GB', {
    timeZone: 'UTC',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
  }).format(Date.parse(`${date}T00:00:00Z`));
}
