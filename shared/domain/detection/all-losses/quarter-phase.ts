import { sundayOf } from './office-week.ts';

const DAY_MS = 86_400_000;
const LAST_DAYS = 14;
const FIRST_DAYS = 14;

/**
 * How busy a team is depends on where in the quarter it stands: at its end it closes what can be closed, and after that come
 * the reports that were left lying.
 */
export const PHASES = ['first', 'middle', 'last'] as const;
export type Phase = (typeof PHASES)[number];

/**
 * Is the day in the first or the last two weeks of its calendar quarter, or between them?
 *
 * @param day days since 1970-01-01, UTC.
 */
export function phaseOf(day: number): Phase {
  if (last.day !== day) last = { day, phase: phaseByCalendar(day) };
  return last.phase;
}

/** It is asked about the same day by each of its losses. */
let last: { readonly day: number; readonly phase: Phase } = { day: Number.NaN, phase: 'middle' };

function phaseByCalendar(day: number): Phase {
  const date = new Date(day * DAY_MS);
  const month = date.getUTCMonth() - (date.getUTCMonth() % 3);
  const begin = Date.UTC(date.getUTCFullYear(), month) / DAY_MS;
  const end = Date.UTC(date.getUTCFullYear(), month + 3) / DAY_MS;
  if (end - day <= LAST_DAYS) return 'last';
  return day - begin < FIRST_DAYS ? 'first' : 'middle';
}

/** How many days of a week from Sunday are in a phase, 0 to 7. */
export function daysOfPhase(week: number, phase: Phase): number {
  const sunday = sundayOf(week);
  // A phase is longer than a week, so a week that begins and ends in one is in it as a whole.
  const begin = phaseOf(sunday);
  if (begin === phaseOf(sunday + 6)) return begin === phase ? 7 : 0;
  let days = 0;
  for (let weekday = 0; weekday < 7; weekday += 1) if (phaseOf(sunday + weekday) === phase) days += 1;
  return days;
}
