import type { Clock } from '../../ports/clock.ts';

/**
 * A clock that goes on from where it was when the machine's clock is set back. What is due by it stays due, and what waits
 * does not wait longer than it took to notice: since the last reading. It follows a clock that is set forward, such as after a sleep.
 */
export function createSteadyClock(clock: Clock): Clock {
  let ahead = 0;
  let last = Number.NEGATIVE_INFINITY;
  return () => {
    const now = clock();
    if (now + ahead < last) ahead = last - now;
    last = now + ahead;
    return last;
  };
}
