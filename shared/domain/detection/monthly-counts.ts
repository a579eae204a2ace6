import * as z from 'zod';
import type { Particulars } from './particulars.ts';
import { countAt, newRing, sumOf, turn } from './ring.ts';

/** The running month and the twelve before it. */
const MONTHS = 13;

const count = z.int().nonnegative();

/** Closed deals by the calendar month (UTC) in which they were closed. */
export const monthlyCountsSchema = z.object({
  older: count,
  /** The month of `counts[0]`, months since January 1970. */
  month: z.int(),
  counts: z.array(count).length(MONTHS),
});

export type MonthlyCounts = z.infer<typeof monthlyCountsSchema>;

/**
 * The month of a day: months since January 1970, from days since 1970-01-01. Source: H. Hinnant, "chrono-compatible low-level date
 * algorithms", `civil_from_days`, whose years begin in March, so that the day that leap years add is their last one.
 */
export function monthOf(day: number): number {
  if (last.day !== day) last = { day, month: monthByCalendar(day) };
  return last.month;
}

/** It is asked about the same day again and again. */
let last: { readonly day: number; readonly month: number } = { day: Number.NaN, month: 0 };

function monthByCalendar(day: number): number {
  const sinceMarch0 = day + 719_468;
  const era = Math.floor(sinceMarch0 / 146_097);
  const ofEra = sinceMarch0 - era * 146_097;
  const year = Math.floor(
    (ofEra - Math.floor(ofEra / 1_460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365,
  );
  const ofYear = ofEra - (365 * year + Math.floor(year / 4) - Math.floor(year / 100));
  const marchMonth = Math.floor((5 * ofYear + 2) / 153);
  return (era * 400 + year - 1970) * 12 + marchMonth + 2;
}

export const noMonths = (month: number): MonthlyCounts => ({ older: 0, month, counts: newRing(MONTHS) });

/**
 * One more, in the month in which it was closed. It does not matter when it was reported: a share of a month is the same, whether
 * its deals come at once or in a load years later. A date in the future counts as now.
 */
export function countInMonth(counted: MonthlyCounts, { month, closedMonth }: Particulars): void {
  // Time never runs back.
  if (month > counted.month) {
    counted.older += turn(counted.counts, month - counted.month);
    counted.month = month;
  }
  if (!countAt(counted.counts, counted.month - closedMonth)) counted.older += 1;
}

/** The last `months` whole months before `month`, and all that came before them. The running month is in neither. */
export function splitBefore(
  { older, month: last, counts }: Readonly<MonthlyCounts>,
  month: number,
  months: number,
): { readonly before: number; readonly within: number } {
  const passed = Math.max(0, month - last);
  const [from, to] = [1 - passed, months + 1 - passed];
  return { within: sumOf(counts, from, to), before: older + sumOf(counts, to) };
}
