import { createDayCounts } from './day-counts.ts';
import type { Rival } from './rival.ts';

const RECENT_DAYS = 14;
const AVERAGE_DAYS = 90;
/** Twice next to nothing is nothing to speak of. */
const FEWEST = 3;

/**
 * "Twice the 90-day average": an alarm when two weeks have at least three losses, and so many times what two weeks of the 90 days
 * before had on average. A pattern that was not lost in those counts as lost once, or the smallest number would be
 * infinitely many times the average.
 */
export const TIMES_THE_AVERAGE: Rival = {
  name: 'twice the 90-day average',
  usual: 2,
  highest: 200,
  watch(threshold) {
    const counts = createDayCounts(RECENT_DAYS, AVERAGE_DAYS);
    return (pattern, day) => {
      counts.add(pattern, day);
      const average = (Math.max(1, counts.before(pattern)) * RECENT_DAYS) / AVERAGE_DAYS;
      const recent = counts.recent(pattern);
      return recent >= FEWEST && recent >= threshold * average;
    };
  },
};
