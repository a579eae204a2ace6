import { html } from 'hono/html';
import { patternTitle } from '../../domain/alerts/sentence.ts';
import type { Run } from '../../domain/backtest/run.ts';
import { dateOfDay, readableDate } from '../../domain/calendar-date.ts';
import { dayOf } from '../../domain/detection/week.ts';
import type { Html } from '../html.ts';
import { count } from '../words.ts';
import { table } from './table.ts';

interface Row {
  readonly title: string;
  /** One for each run. */
  readonly cells: readonly string[];
}

const MOST = 30;

/** Several runs over the same rows beside each other: how many alerts and alarms, and when the first one about each pattern opened. */
export function budgetTable(runs: readonly Run[]): Html {
  const firsts = runs.map(firstAlerts);
  const titles = new Map(
    firsts.flatMap((byPattern) => [...byPattern].map(([key, { title }]) => [key, title] as const)),
  );
  const earliest = (key: string) =>
    Math.min(...firsts.map((byPattern) => byPattern.get(key)?.at ?? Number.POSITIVE_INFINITY));
  const keys = [...titles.keys()].sort((a, b) => earliest(a) - earliest(b));
  const patterns = keys.slice(0, MOST).map(
    (key): Row => ({
      title: titles.get(key) ?? key,
      cells: firsts.map((byPattern) => {
        const found = byPattern.get(key);
        return found === undefined ? 'no alert' : readableDate(dateOfDay(dayOf(found.at)));
      }),
    }),
  );
  const totals: readonly Row[] = [
    { title: 'Alerts opened', cells: runs.map(({ stories }) => stories.alerts.length.toLocaleString('en')) },
    {
      title: 'Alarms, with those for a running alert',
      cells: runs.map(({ alarms }) => alarms.toLocaleString('en')),
    },
  ];
  return html`${table({
    caption:
      'The same deals under other promises: how much is said about patterns, and when the first alert about each opens.',
    rows: [...totals, ...patterns],
    columns: [
      { label: 'Pattern', cell: ({ title }) => title },
      ...runs.map(({ budget }, place) => ({
        label: `${count(budget, 'false alarm')} a quarter`,
        cell: ({ cells }: Row) => cells[place],
      })),
    ],
  })}
${keys.length > MOST && html`<p class="hint">And ${count(keys.length - MOST, 'more pattern')}.</p>`}`;
}

function firstAlerts({ stories }: Run): ReadonlyMap<string, { readonly title: string; readonly at: number }> {
  const byPattern = new Map<string, { title: string; at: number }>();
  for (const {
    opening: { detection, names },
  } of stories.alerts) {
    if (byPattern.has(detection.key)) continue;
    byPattern.set(detection.key, {
      title: patternTitle(detection, names),
      at: detection.at,
    });
  }
  return byPattern;
}
