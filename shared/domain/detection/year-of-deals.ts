import * as z from 'zod';
import { FEWEST_WEEKS, WEEKS_PER_QUARTER } from './quarterly-volume.ts';
import { partOfWeek, weekOf } from './week.ts';

/** A year in blocks of four weeks: small enough to be kept for each competitor. */
const BLOCKS = 13;
const WEEKS_PER_BLOCK = 4;

const counts = z.array(z.int().nonnegative()).length(BLOCKS).readonly();

/** Deals won and lost within the last 52 weeks, by the day they were closed: a bulk load tells how it was. */
export const yearOfDealsSchema = z
  .object({
    /** The block of the first counts, which is the current one. */
    block: z.int(),
    won: counts,
    lost: counts,
  })
  .readonly();

export type YearOfDeals = z.infer<typeof yearOfDealsSchema>;

const blockOf = (week: number): number => Math.floor(week / WEEKS_PER_BLOCK);
const NOTHING = Array.from({ length: BLOCKS }, () => 0);

export const emptyYear = (week: number): YearOfDeals => ({
  block: blockOf(week),
  won: NOTHING,
  lost: NOTHING,
});

/** The year as it stands in `week`. Time never runs back. */
function yearAt(year: YearOfDeals, week: number): YearOfDeals {
  const passed = Math.min(BLOCKS, blockOf(week) - year.block);
  if (passed <= 0) return year;
  const moved = (of: readonly number[]) => [...NOTHING.slice(0, passed), ...of.slice(0, BLOCKS - passed)];
  return { block: blockOf(week), won: moved(year.won), lost: moved(year.lost) };
}

/** One more deal, closed in the week `closed`, seen in `week`. What was closed more than a year ago leaves no trace. */
export function withDealIn(
  year: YearOfDeals,
  week: number,
  closed: number,
  result: 'won' | 'lost',
): YearOfDeals {
  const now = yearAt(year, week);
  const age = now.block - blockOf(closed);
  return { ...now, [result]: now[result].map((count, at) => (at === age ? count + 1 : count)) };
}

/** Deals won and lost in the year that ends with `week`. */
export function dealsInYear(
  year: YearOfDeals,
  week: number,
): { readonly won: number; readonly lost: number } {
  const { won, lost } = yearAt(year, week);
  return { won: sum(won), lost: sum(lost) };
}

/** Deals per quarter of 13 weeks, at the end of `day`. The time observed begins with the oldest block that has a deal. */
export function dealsPerQuarter(year: YearOfDeals, day: number): number {
  const week = weekOf(day);
  const { block, won, lost } = yearAt(year, week);
  const deals = won.map((count, at) => count + (lost[at] ?? 0));
  const oldest =
    block -
    Math.max(
      0,
      deals.findLastIndex((count) => count > 0),
    );
  const weeks = week - oldest * WEEKS_PER_BLOCK + partOfWeek(day);
  return (sum(deals) * WEEKS_PER_QUARTER) / Math.max(FEWEST_WEEKS, weeks);
}

const sum = (values: readonly number[]): number => values.reduce((left, right) => left + right, 0);
