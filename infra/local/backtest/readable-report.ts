import type { Said } from '../../../shared/domain/backtest/backtest.ts';
import { createStories } from '../../../shared/domain/backtest/stories.ts';
import { dateOfDay, readableDate } from '../../../shared/domain/calendar-date.ts';
import { dayOf } from '../../../shared/domain/detection/week.ts';
import { alertLines, largeDealLine } from './alert-lines.ts';
import type { Ending, Report } from './report.ts';
import { createTimeline } from './timeline.ts';

const MOST_REJECTED = 20;
const MOST_LARGE_DEALS = 10;

/** The same for people: what was read, what Tandem would have said, a timeline, and what was skipped. */
export function createReadableReport(file: string): Report {
  const rejected: string[] = [];
  const stories = createStories({ mostLarge: MOST_LARGE_DEALS });
  const timeline = createTimeline();
  let first: number | undefined;

  function tell(said: Said): void {
    if (said.detection.family === 'big-loss') timeline.large(said.detection.at);
    if (stories.tell(said) !== undefined) timeline.alert(said);
  }

  function end({ summary, watched, notes }: Ending): string {
    const { rows, accepted, rejected: skipped, quarters, seconds } = summary;
    const { alerts, large } = stories;
    const moreLarge = large.count - large.first.length;
    return [
      `\n${file}: ${count(rows)} rows read, ${count(accepted)} accepted, ${count(skipped)} rejected, in ${seconds.toFixed(1)} s\n`,
      ...notes.map((note) => `${note}\n`),
      watchedLine(watched.from, watched.to, quarters),
      list(`Alerts about patterns: ${count(alerts.length)}`, alerts.flatMap(alertLines)),
      list(`Alerts about single large deals: ${count(large.count)}`, [
        ...large.first.map(largeDealLine),
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
