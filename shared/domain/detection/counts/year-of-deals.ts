import * as z from 'zod';
import { partOfWeek, weekOf } from '../week.ts';
import { FEWEST_WEEKS, WEEKS_PER_QUARTER } from './quarterly-volume.ts';
import { countAt, newRing, oldestAge, sumOf, turn } from './ring.ts';

/** A year in blocks of four weeks: small enough to be kept for each competitor. */
const BLOCKS = 13;
const WEEKS_PER_BLOCK = 4;

const counts = z.array(z.int().nonnegative()).length(BLOCKS);

/** Deals won and lost within the last 52 weeks, by the day they were closed: a bulk load tells how it was. */
export const yearOfDealsSchema = z.object({
  /** The block of the first counts, which is the current one. */
  block: z.int(),
  won: counts,
  lost: counts,
});

export type YearOfDeals = z.infer<typeof yearOfDealsSchema>;

const blockOf = (week: number): number => Math.floor(week / WEEKS_PER_BLOCK);

export const newYear = (week: number): YearOfDeals => ({
  block: blockOf(week),
  won: newRing(BLOCKS),
  lost: newRing(BLOCKS),
});

/**
 * One more deal, closed in the week `closed`, seen in `week`. What was closed more than a year ago leaves no trace. Time never runs
 * back.
 */
export function countDeal(year: YearOfDeals, week: number, closed: number, result: 'won' | 'lost'): void {
  const passed = blockOf(week) - year.block;
  if (passed > 0) {
    turn(year.won, passed);
    turn(year.lost, passed);
    year.block += passed;
  }
  countAt(year[result], year.block - blockOf(closed));
}

/** So many blocks of a year have not left it when it ends with `week`. */
const staying = ({ block }: Readonly<YearOfDeals>, week: number): number =>
  BLOCKS - Math.max(0, blockOf(week) - block);

/** Deals won and lost in the year that ends with `week`. */
export function dealsInYear(
  year: Readonly<YearOfDeals>,
  week: number,
): { readonly won: number; readonly lost: number } {
  const to = staying(year, week);
  return { won: sumOf(year.won, 0, to), lost: sumOf(year.lost, 0, to) };
}

/** Deals per quarter of 13 weeks, at the end of `day`. The time observed begins with the oldest block that has a deal. */
export function dealsPerQuarter(year: Readonly<YearOfDeals>, day: number): number {
  const week = weekOf(day);
  const { won, lost } = dealsInYear(year, week);
  const oldest = Math.max(
    oldestAge(year.won, staying(year, week)),
    oldestAge(year.lost, staying(year, week)),
  );
  const since = oldest < 0 ? blockOf(week) : year.block - oldest;
  const weeks = week - since * WEEKS_PER_BLOCK + partOfWeek(day);
  return ((won + lost) * WEEKS_PER_QUARTER) / Math.max(FEWEST_WEEKS, weeks);
}
