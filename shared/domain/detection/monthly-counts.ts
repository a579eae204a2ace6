import * as z from 'zod';
import type { Closing } from './closing.ts';
import { dayOf } from './week.ts';

/** The running month and the twelve before it. */
const MONTHS = 13;

const count = z.int().nonnegative();

/** Closed deals by the calendar month (UTC) in which they were closed. */
export const monthlyCountsSchema = z
  .object({
    older: count,
    /** The month of `counts[0]`, months since January 1970. */
    month: z.int(),
    counts: z.array(count).length(MONTHS).readonly(),
  })
  .readonly();

export type MonthlyCounts = z.infer<typeof monthlyCountsSchema>;

/**
 * The month of a day: months since January 1970, from days since 1970-01-01. Source: H. Hinnant, "chrono-compatible low-level date
 * algorithms", `civil_from_days`, whose years begin in March, so that the day that leap years add is their last one.
 */
export function monthOf(day: number): number {
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

/** Nothing yet, when the first closing comes. */
export const noMonths = (closing: Closing): MonthlyCounts => ({
  older: 0,
  month: recordedMonth(closing),
  counts: Array.from({ length: MONTHS }, () => 0),
});

/** The counts as they stand in `month`: what has left the thirteen months is older. Time never runs back. */
function atMonth(counted: MonthlyCounts, month: number): MonthlyCounts {
  const passed = Math.min(MONTHS, month - counted.month);
  if (passed <= 0) return counted;
  const stay = MONTHS - passed;
  return {
    older: counted.older + sum(counted.counts.slice(stay)),
    month,
    counts: [...Array.from({ length: passed }, () => 0), ...counted.counts.slice(0, stay)],
  };
}

/**
 * One more, in the month in which it was closed. It does not matter when it was reported: a share of a month is the same, whether
 * its deals come at once or in a load years later. A date in the future counts as now.
 */
export function inItsMonth(counted: MonthlyCounts, closing: Closing): MonthlyCounts {
  const now = atMonth(counted, recordedMonth(closing));
  const age = now.month - Math.min(monthOf(closing.closedOn), now.month);
  const before = now.counts[age];
  return before === undefined
    ? { ...now, older: now.older + 1 }
    : { ...now, counts: now.counts.with(age, before + 1) };
}

/** The last `months` whole months before `month`, and all that came before them. The running month is in neither. */
export function splitBefore(
  counted: MonthlyCounts,
  month: number,
  months: number,
): { readonly before: number; readonly within: number } {
  const { older, counts } = atMonth(counted, month);
  return { within: sum(counts.slice(1, months + 1)), before: older + sum(counts.slice(months + 1)) };
}

const recordedMonth = ({ recordedAt }: Closing): number => monthOf(dayOf(recordedAt));

const sum = (values: readonly number[]): number => values.reduce((left, right) => left + right, 0);
