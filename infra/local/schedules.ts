import { dateIn } from '../../shared/domain/calendar-date.ts';
import type { Log } from '../../shared/ports/log.ts';
import type { Home } from './home.ts';

const MINUTE = 60_000;
/** Digests go out with the first coffee. */
const DIGEST_HOUR = 8;

/** What happens by the clock. Looks every minute, so a machine that slept catches up when it wakes. */
export function startSchedules(
  home: Pick<Home, 'sendDigests' | 'resolveAlerts' | 'reviewPromise'>,
  timeZone: string,
  log: Log,
): () => void {
  let running = false;
  const daily = [
    { failure: 'resolving failed', task: home.resolveAlerts, doneOn: '' },
    { failure: 'reviewing the promise failed', task: home.reviewPromise, doneOn: '' },
  ];
  async function look(): Promise<void> {
    const now = Date.now();
    if (running || hourIn(timeZone, now) < DIGEST_HOUR) return;
    running = true;
    await attempt('digest failed', home.sendDigests);
    const today = dateIn(timeZone, now);
    for (const one of daily) {
      if (one.doneOn !== today && (await attempt(one.failure, one.task))) one.doneOn = today;
    }
    running = false;
  }
  async function attempt(failure: string, task: () => Promise<void>): Promise<boolean> {
    try {
      await task();
      return true;
    } catch (fault) {
      log.error(failure, { fault: fault instanceof Error ? fault.name : 'unknown' });
      return false;
    }
  }
  void look();
  const timer = setInterval(() => void look(), MINUTE);
  return () => clearInterval(timer);
}

const hourIn = (timeZone: string, time: number): number =>
  Number(new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', hourCycle: 'h23' }).format(time));
