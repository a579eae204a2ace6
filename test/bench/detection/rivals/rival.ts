import type { Alarm, Detector } from '../alarm.ts';
import { DAY_MS } from '../reports.ts';
import { OF_SEGMENT, PARENTS, PATTERNS, patternNumbers } from './pattern-numbers.ts';

/** A rule that people use in place of Tandem's. */
export interface Rival {
  readonly name: string;
  /** The threshold that people set. */
  readonly usual: number;
  /** No threshold is worth trying above this. */
  readonly highest: number;
  /** Starts with a team of which it knows nothing. */
  watch(threshold: number): RivalWatch;
}

/** One more loss of a pattern, on a day since 1970-01-01. Is that an alarm? */
type RivalWatch = (pattern: number, day: number) => boolean;

const EPOCH_MS = 30 * DAY_MS;

/**
 * Runs a rival on the same four patterns of each loss, and lets it speak by Tandem's rules: an alert takes in all alarms of
 * its pattern for 30 days, a coarser pattern with an alert mutes the finer ones, and one loss opens at most one alert.
 */
export const rivalDetector = (rival: Rival, threshold: number): Detector =>
  function* (reports): Iterable<Alarm> {
    const alarmedBy = rival.watch(threshold);
    const openUntil = new Float64Array(PATTERNS);
    for (const report of reports) {
      if (report.won) continue;
      const { at, competitor } = report;
      const day = Math.floor(at / DAY_MS);
      const patterns = patternNumbers(report);
      const isOpen = (place: number): boolean => (openUntil[patterns[place] ?? 0] ?? 0) > at;
      let hasOpened = false;
      for (const [place, pattern] of patterns.entries()) {
        if (!alarmedBy(pattern, day) || PARENTS[place]?.some(isOpen)) continue;
        const opens = !isOpen(place);
        if (opens && hasOpened) continue;
        if (opens) openUntil[pattern] = at + EPOCH_MS;
        hasOpened = true;
        yield { at, competitor, segment: OF_SEGMENT[place] ? report.segment : null, opens };
      }
    }
  };
