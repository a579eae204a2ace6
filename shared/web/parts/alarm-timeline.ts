import { html } from 'hono/html';
import { monthOf, type Run } from '../../domain/backtest/run.ts';
import { readableDate } from '../../domain/calendar-date.ts';
import type { Content } from '../html.ts';
import { count } from '../words.ts';

const STEP = 10;
const BAR = 8;
const FLOOR = 60;
const TALLEST = 44;

/** Closed deals by month as bars, with a mark above each month in which an alert opened. */
export function alarmTimeline({ months, stories: { alerts } }: Run): Content {
  const [first, last] = [Math.min(...months.keys()), Math.max(...months.keys())];
  if (!Number.isFinite(first)) return undefined;
  const most = Math.max(...months.values());
  const opened = new Set(alerts.map(({ opening }) => monthOf(opening.detection.at)));
  const at = (month: number): number => (month - first) * STEP;
  const width = at(last) + STEP;
  const said = `Closed deals by month from ${inWords(first)} to ${inWords(last)}, at most ${most.toLocaleString('en')} in one. ${
    opened.size === 0
      ? 'No alert opened.'
      : `Alerts opened in ${count(opened.size, 'month')}: ${[...opened].map(inWords).join(', ')}.`
  }`;
  const bars = [...months].map(([month, deals]) => {
    const height = (TALLEST * deals) / most;
    return html`<rect class="usual" x="${at(month)}" y="${(FLOOR - height).toFixed(1)}" width="${BAR}" height="${height.toFixed(1)}"/>`;
  });
  const marks = [...opened].map(
    (month) => html`<rect class="run" x="${at(month)}" y="0" width="${BAR}" height="10"/>`,
  );
  return html`<svg class="timeline" viewBox="0 0 ${width} ${FLOOR}" preserveAspectRatio="none" role="img" aria-label="${said}">${bars}${marks}</svg>
<p class="hint">Each bar is a month, ${inWords(first)} to ${inWords(last)}: the closed deals that were logged in it. A mark above it says that an alert opened.</p>`;
}

/** "Mar 2026" */
const inWords = (month: number): string =>
  readableDate(new Date(Date.UTC(Math.floor(month / 12), month % 12, 1)).toISOString().slice(0, 10)).slice(2);
