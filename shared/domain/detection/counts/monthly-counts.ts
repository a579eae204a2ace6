import * as z from 'zod';
import type { Particulars } from '../particulars.ts';
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
