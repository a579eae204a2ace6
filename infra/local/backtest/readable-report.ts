import type { Said } from '../../../shared/domain/backtest/backtest.ts';
import { dateOfDay, readableDate } from '../../../shared/domain/calendar-date.ts';
import { ownerOf } from '../../../shared/domain/detection/detection.ts';
import { dayOf } from '../../../shared/domain/detection/week.ts';
import { alertLines, largeDealLine, type Story } from './alert-lines.ts';
import type { Ending, Report } from './report.ts';
import { createTimeline } from './timeline.ts';

const MOST_REJECTED = 20;
const MOST_LARGE_DEALS = 10;

/** The same for people: what was read, what Tandem would have said, a timeline, and what was skipped. */
export function createReadableReport(file: string): Report {
  const rejected: string[] = [];
  const stories = new Map<string, Story>();
  const large: Said[] = [];
  const timeline = createTimeline();
  let first: number | undefined;

  function tell(said: Said): void {
    const { detection } = said;
    if (detection.family === 'big-loss') {
      large.push(said);
      timeline.large(detection.at);
      return;
    }
    const { key, epoch } = ownerOf(detection);
    const story = stories.get(`${key} ${epoch}`);
    if (story !== undefined) story.later.push(said);
    // What belongs to an alert from before the day on which telling began is no alert of its own.
    if (story !== undefined || detection.cause !== 'alarm' || detection.mutedBy !== null) return;
    stories.set(`${key} ${epoch}`, { opening: said, later: [] });
    timeline.alert(said);
  }

  function end({ summary, watched, notes }: Ending): string {
    const { rows, accepted, rejected: skipped, quarters, seconds } = summary;
    const shownLarge = large.slice(0, MOST_LARGE_DEALS).map(largeDealLine);
    const moreLarge = large.length - MOST_LARGE_DEALS;
    return [
      `\n${file}: ${count(rows)} rows read, ${count(accepted)} accepted, ${count(skipped)} rejected, in ${seconds.toFixed(1)} s\n`,
      ...notes.map((note) => `${note}\n`),
      watchedLine(watched.from, watched.to, quarters),
      list(`Alerts about patterns: ${count(stories.size)}`, [...stories.values()].flatMap(alertLines)),
      list(`Alerts about single large deals: ${count(large.length)}`, [
        ...shownLarge,
        ...(moreLarge > 0 ? [`and ${count(moreLarge)} more`] : []),
      ]),
      list('Closed deals a month, and what would have been said', timeline.lines()),
      list(`Rejected: ${count(skipped)}`, [
        ...rejected,
        ...(skipped > rejected.length ? [`and ${count(skipped - rejected.length)} more`] : []),
      ]),
    ].join('');
  }

  function watchedLine(from: number | undefined, to: number | undefined, quarters: number): string {
    if (first === undefined || to === undefined) return '';
    const span = `${date(first)} to ${date(to)}`;
    if (from === undefined) return `${span}. Too few deals for an alarm: there must be thirty.\n`;
    return from > to
      ? `${span}. Nothing was watched: alarms are told from ${date(from)} on.\n`
      : `${span}, watched from ${date(from)} on: ${quarters.toFixed(1)} quarters\n`;
  }

  return {
    rejected({ column, message }, line) {
      const where = column === null ? '' : `, ${column}`;
      if (rejected.length < MOST_REJECTED) rejected.push(`line ${count(line)}${where}: ${message}`);
      return '';
    },
    counted(recordedAt) {
      first ??= recordedAt;
      timeline.closed(recordedAt);
    },
    said(said) {
      tell(said);
      return '';
    },
    end,
  };
}

const count = (number: number): string => number.toLocaleString('en');
const date = (at: number): string => readableDate(dateOfDay(dayOf(at)));
const list = (title: string, lines: readonly string[]): string =>
  lines.length === 0 ? `\n${title}\n` : `\n${title}\n${lines.map((line) => `  ${line}\n`).join('')}`;
