import { createDayCounts } from './day-counts.ts';
import type { Rival } from './rival.ts';

/** "Three in 14 days": an alarm when a pattern was lost so many times within two weeks. */
export const SO_MANY_IN_TWO_WEEKS: Rival = {
  name: 'three in 14 days',
  usual: 3,
  highest: 2_000,
  watch(threshold) {
    const counts = createDayCounts(14, 0);
    return (pattern, day) => {
      counts.add(pattern, day);
      return counts.recent(pattern) >= threshold;
    };
  },
};
