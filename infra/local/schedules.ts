import type { Log } from '../../shared/ports/log.ts';
import type { Home } from './home.ts';

const MINUTE = 60_000;
/** Digests go out with the first coffee. */
const DIGEST_HOUR = 8;

/** What happens by the clock. Looks every minute, so a machine that slept catches up when it wakes. */
export function startSchedules(home: Pick<Home, 'sendDigests'>, timeZone: string, log: Log): () => void {
  let running = false;
  async function look(): Promise<void> {
    if (running || hourIn(timeZone, Date.now()) < DIGEST_HOUR) return;
    running = true;
    try {
      await home.sendDigests();
    } catch (fault) {
      log.error('digest failed', { fault: fault instanceof Error ? fault.name : 'unknown' });
    } finally {
      running = false;
    }
  }
  void look();
  const timer = setInterval(() => void look(), MINUTE);
  return () => clearInterval(timer);
}

const hourIn = (timeZone: string, time: number): number =>
  Number(new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', hourCycle: 'h23' }).format(time));
