const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export interface TestClock {
  (): number;
  set(time: number): void;
  advance(ms: number): void;
}

/** A clock that only moves when it is told to. */
export function aClock(start: string | number = '2026-06-15T09:00:00Z'): TestClock {
  let now = typeof start === 'number' ? start : Date.parse(start);
  return Object.assign(() => now, {
    set(time: number) {
      now = time;
    },
    advance(ms: number) {
      now += ms;
    },
  });
}
