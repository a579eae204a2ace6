const QUARTER_DAYS = 91;
const RUSH_DAYS = 14;
const RUSH = 2.2;
const WEEKEND = 0.1;
const GROWTH_A_MONTH = 1.03;
export const DAYS_A_MONTH = 365.25 / 12;

/** So that a quarter of 13 weeks has a mean of 1. */
const MEAN_OF_WEEK = (5 + 2 * WEEKEND) / 7;
const MEAN_OF_QUARTER = (QUARTER_DAYS - RUSH_DAYS + RUSH_DAYS * RUSH) / QUARTER_DAYS;

/**
 * How busy a day is, where 1 is the mean of the quarter in which the watch begins.
 *
 * @param day counted from the first, a Monday on which a quarter begins.
 * @param watchFrom the day on which the watch begins.
 */
export function seasonOf(day: number, watchFrom: number): number {
  const week = day % 7 >= 5 ? WEEKEND : 1;
  const quarter = day % QUARTER_DAYS >= QUARTER_DAYS - RUSH_DAYS ? RUSH : 1;
  const growth = GROWTH_A_MONTH ** ((day - watchFrom) / DAYS_A_MONTH);
  return (week / MEAN_OF_WEEK) * (quarter / MEAN_OF_QUARTER) * growth;
}
