const YEAR_WEEKS = 52;
const QUARTER_WEEKS = 13;
const FEWEST_WEEKS = 4;

/** N_q, as the shipped detector estimates it from the last 52 weeks, for a team that lives for some years at most. */
export function createVolume(firstWeek: number) {
  const before = YEAR_WEEKS;
  const counts: number[] = [];
  return {
    add(closedWeek: number): void {
      const index = closedWeek - firstWeek + before;
      counts[index] = (counts[index] ?? 0) + 1;
    },
    perQuarter(week: number, partOfWeek: number): number {
      const newest = week - firstWeek + before;
      let sum = 0;
      let oldest = newest;
      for (let index = newest; index > newest - YEAR_WEEKS; index -= 1) {
        const count = counts[index] ?? 0;
        sum += count;
        if (count > 0) oldest = index;
      }
      return (sum * QUARTER_WEEKS) / Math.max(FEWEST_WEEKS, newest - oldest + partOfWeek);
    },
  };
}
