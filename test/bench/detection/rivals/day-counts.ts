import { PATTERNS } from './pattern-numbers.ts';

/** Losses by pattern and day: in the last days, in those before, and in all. */
export interface DayCounts {
  /** Counts one more loss. Days never run back. */
  add(pattern: number, day: number): void;
  recent(pattern: number): number;
  before(pattern: number): number;
  total(pattern: number): number;
}

/**
 * @param recentDays how many days count as recent, today included.
 * @param beforeDays how many days before those are counted together.
 */
export function createDayCounts(recentDays: number, beforeDays: number): DayCounts {
  const length = recentDays + beforeDays;
  const days = new Uint16Array(PATTERNS * length);
  const lastDay = new Int32Array(PATTERNS);
  const [recent, before, total] = [
    new Uint32Array(PATTERNS),
    new Uint32Array(PATTERNS),
    new Uint32Array(PATTERNS),
  ];
  const at = (counts: Uint32Array, pattern: number): number => counts[pattern] ?? 0;

  function advance(pattern: number, day: number): void {
    const first = pattern * length;
    const last = lastDay[pattern] ?? 0;
    lastDay[pattern] = day;
    if (day - last >= length) {
      days.fill(0, first, first + length);
      recent[pattern] = 0;
      before[pattern] = 0;
      return;
    }
    for (let passed = last + 1; passed <= day; passed += 1) {
      const slot = first + (passed % length);
      const aged = days[first + ((passed + beforeDays) % length)] ?? 0;
      const gone = days[slot] ?? 0;
      recent[pattern] = at(recent, pattern) - aged;
      before[pattern] = at(before, pattern) + aged - gone;
      days[slot] = 0;
    }
  }

  return {
    add(pattern, day) {
      advance(pattern, day);
      const slot = pattern * length + (day % length);
      days[slot] = (days[slot] ?? 0) + 1;
      recent[pattern] = at(recent, pattern) + 1;
      total[pattern] = at(total, pattern) + 1;
    },
    recent: (pattern) => at(recent, pattern),
    before: (pattern) => at(before, pattern),
    total: (pattern) => at(total, pattern),
  };
}
