import { dateOfDay, readableDate } from '../../../shared/domain/calendar-date.ts';
import type { AlertSummary } from './alerts.ts';
import type { Export, FileNote } from './read-export.ts';
import type { Refusal } from './refusal.ts';
import type { Replayed } from './replay.ts';

const MOST_REFUSED = 20;
const MOST_LARGE_DEALS = 10;

const count = (number: number): string => number.toLocaleString('en');
const list = (title: string, lines: readonly string[]): string =>
  lines.length === 0 ? '' : `\n${title}\n${lines.map((line) => `  ${line}\n`).join('')}`;

export const filesRead = (files: readonly FileNote[]): string =>
  list(
    'Files',
    files.map(({ file, what }) => `${file}: ${what}`),
  );

/** What went in: rows, reports, and what was unclean. */
export function storedReports(
  { rows, reports, findings, refused }: Export,
  replayed: Replayed,
  seconds: number,
): string {
  const { stored, changed, unchanged, firstDay, lastDay } = replayed;
  const span =
    firstDay === undefined || lastDay === undefined
      ? ''
      : `${day(firstDay)} to ${day(lastDay)}, replayed in ${seconds.toFixed(1)} s (${count(Math.round(reports.length / seconds))} reports a second)\n`;
  const all = [...refused, ...replayed.refused];
  const segments = new Set(
    reports.map(({ body }) => body.segment).filter((segment) => typeof segment === 'string'),
  );
  return [
    `\n${count(rows)} rows read: ${count(stored)} reports stored, ${count(changed)} changed, ${count(unchanged)} unchanged, ${count(all.length)} refused\n`,
    span,
    list(
      'On the way',
      [...findings].map(([what, times]) => `${count(times).padStart(6)}  ${what}`),
    ),
    segments.size === 0 || segments.size > 30
      ? ''
      : list('Segments, as they are spelled there (two spellings are two segments)', [
          [...segments].sort().join(', '),
        ]),
    refusedRows(all),
  ].join('');
}

function refusedRows(refused: readonly Refusal[]): string {
  const shown = refused.slice(0, MOST_REFUSED);
  const lines = shown.map(({ file, line, what }) => `${file}, line ${line}: ${what}`);
  const more = refused.length - shown.length;
  return list(
    `Refused, and not stored: ${count(refused.length)}`,
    more === 0 ? lines : [...lines, `and ${count(more)} more`],
  );
}

/** What came of it. */
export function alertsRaised(alerts: readonly AlertSummary[], before: ReadonlySet<string>): string {
  const raised = alerts.filter(({ id }) => !before.has(id));
  if (raised.length === 0) {
    const there = before.size === 0 ? '' : ` ${count(before.size)} are there from an earlier replay.`;
    return `\nNo alerts were raised.${there}\n`;
  }
  const large = raised.filter(({ family }) => family === 'big-loss');
  const others = raised.filter(({ family }) => family !== 'big-loss');
  const shown = large.slice(0, MOST_LARGE_DEALS).map(alertLine);
  const more = large.length - shown.length;
  return [
    list(`Alerts about patterns: ${count(others.length)}`, others.map(alertLine)),
    list(
      `Alerts about single large deals: ${count(large.length)}`,
      more === 0 ? shown : [...shown, `and ${count(more)} more`],
    ),
  ].join('');
}

const alertLine = ({ id, openedAt, title }: AlertSummary): string =>
  `${readableDate(openedAt.slice(0, 10)).padEnd(11)}  ${id.padEnd(5)}  ${title}`;

const day = (number: number): string => readableDate(dateOfDay(number));
