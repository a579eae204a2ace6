/** Many counts that know what is older than some weeks. */
export interface GuardedCounts {
  /** What is older than the guard, seen from `week`. Weeks never run back. */
  olderAt(index: number, week: number): number;
  /** One more in the week that was asked for last. */
  addNow(index: number): void;
  addOlder(index: number): void;
}

/** @param guard weeks that are no history yet, the running one included. */
export function createGuardedCounts(size: number, guard: number): GuardedCounts {
  const weeks = new Uint16Array(size * guard);
  const lastWeek = new Int32Array(size);
  const older = new Uint32Array(size);
  const add = (counts: Uint16Array | Uint32Array, at: number, more: number): void => {
    counts[at] = (counts[at] ?? 0) + more;
  };
  return {
    olderAt(index, week) {
      const last = lastWeek[index] ?? 0;
      for (let passed = Math.max(last + 1, week - guard + 1); passed <= week; passed += 1) {
        const slot = index * guard + (passed % guard);
        add(older, index, weeks[slot] ?? 0);
        weeks[slot] = 0;
      }
      lastWeek[index] = week;
      return older[index] ?? 0;
    },
    addNow: (index) => add(weeks, index * guard + ((lastWeek[index] ?? 0) % guard), 1),
    addOlder: (index) => add(older, index, 1),
  };
}
