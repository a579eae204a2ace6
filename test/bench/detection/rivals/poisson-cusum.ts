import { createDayCounts } from './day-counts.ts';
import { PATTERNS } from './pattern-numbers.ts';
import type { Rival } from './rival.ts';

/** A CUSUM looks for twice the mean with this slack: (2 - 1)/ln 2 = 1.44 by Lucas, rounded as people do. */
const SLACK = 1.5;
/** What is usual comes from history before these days, as Tandem's does. */
const GUARD_DAYS = 28;

/**
 * The sum after one period: max(0, S + x - k).
 * Source: J. M. Lucas, "Counted data CUSUM's", Technometrics 27 (1985) 129-144.
 */
export const afterPeriod = (sum: number, count: number, slack: number): number =>
  Math.max(0, sum + count - slack);

/** An alarm is when the sum is above h, not when it reaches it. */
export const isAbove = (sum: number, h: number): boolean => sum > h;

/**
 * A Poisson CUSUM by day for each pattern, with the mean of its own history put in as if it were known: the mean of all
 * days before the guard. After an alarm the sum starts again.
 */
export const POISSON_CUSUM: Rival = {
  name: 'Poisson CUSUM',
  usual: 5,
  highest: 2_000,
  watch(h) {
    const counts = createDayCounts(GUARD_DAYS, 0);
    const sums = new Float64Array(PATTERNS);
    const lastDays = new Int32Array(PATTERNS);
    const today = new Uint32Array(PATTERNS);
    let firstDay = Number.NaN;

    return (pattern, day) => {
      if (Number.isNaN(firstDay)) firstDay = day;
      counts.add(pattern, day);
      const older = counts.total(pattern) - counts.recent(pattern);
      const slack = (SLACK * (older + 0.5)) / Math.max(1, day - firstDay - GUARD_DAYS + 1);
      const last = lastDays[pattern] ?? 0;
      let before = sums[pattern] ?? 0;
      if (day > last) {
        const empty = day - last - 1;
        before = Math.max(0, afterPeriod(before, today[pattern] ?? 0, slack) - empty * slack);
        sums[pattern] = before;
        lastDays[pattern] = day;
        today[pattern] = 0;
      }
      const count = (today[pattern] ?? 0) + 1;
      today[pattern] = count;
      if (!isAbove(afterPeriod(before, count, slack), h)) return false;
      sums[pattern] = 0;
      today[pattern] = 0;
      return true;
    };
  },
};
