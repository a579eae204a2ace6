import { dateOfDay, readableDate } from '../../../shared/domain/calendar-date.ts';
import type { Progress } from './replay.ts';

export interface Screen {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

export interface ProgressLine {
  show(progress: Progress): void;
  /** Takes the line away. */
  clear(): void;
}

const EVERY_MS = 100;
const ERASE = '\r\u001b[K';

/** One line that is written over and over, for people who wait; nothing where nobody looks. */
export function createProgressLine(screen: Screen, clock: () => number): ProgressLine {
  if (screen.isTTY !== true) return { show: () => {}, clear: () => {} };
  const start = clock();
  let shown = start;
  return {
    show({ done, of, day }) {
      const now = clock();
      if (now - shown < EVERY_MS) return;
      shown = now;
      const percent = Math.floor((100 * done) / of);
      const rate = Math.round((1000 * done) / (now - start));
      const counts = `${done.toLocaleString('en')} of ${of.toLocaleString('en')} reports, ${percent} %`;
      screen.write(`${ERASE}${counts}, ${rate} a second, ${readableDate(dateOfDay(day))}`);
    },
    clear: () => void screen.write(ERASE),
  };
}
