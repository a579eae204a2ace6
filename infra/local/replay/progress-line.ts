import { dateOfDay, readableDate } from '../../../shared/domain/calendar-date.ts';
import { createStatusLine, type Screen } from '../status-line.ts';
import type { Progress } from './replay.ts';

export interface ProgressLine {
  show(progress: Progress): void;
  /** Takes the line away. */
  clear(): void;
}

/** How far a replay is, for people who wait. */
export function createProgressLine(screen: Screen, clock: () => number): ProgressLine {
  const start = clock();
  const line = createStatusLine(screen, clock);
  return {
    show: ({ done, of, day }) =>
      line.show(() => {
        const percent = Math.floor((100 * done) / of);
        const rate = Math.round((1000 * done) / (clock() - start));
        const counts = `${done.toLocaleString('en')} of ${of.toLocaleString('en')} reports, ${percent} %`;
        return `${counts}, ${rate} a second, ${readableDate(dateOfDay(day))}`;
      }),
    clear: line.clear,
  };
}
