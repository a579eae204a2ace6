import { html } from 'hono/html';
import { ACTIVATION } from '../domain/detection/team-clock.ts';
import type { PatternRow, WatchedPatterns } from '../store/patterns.ts';
import type { Html } from './html.ts';
import type { Page } from './layout.ts';
import { day } from './moment.ts';
import { warning } from './parts/notice.ts';
import { table } from './parts/table.ts';

/** What is being watched, and how near each is to its threshold. */
export const patternsPage = ({ isActive, closedDeals, patterns }: WatchedPatterns): Page => ({
  title: 'Patterns',
  current: '/patterns',
  body: html`<h1>Patterns being watched</h1>
<p class="intro">A pattern is a competitor, a reason, a segment or a mixture of them. Tandem raises an alarm when one takes a clearly larger share of your closed deals than it used to.</p>
${!isActive && tooFew(closedDeals)}
${
  patterns.length === 0
    ? html`<p class="empty">Nothing to watch yet. The first patterns appear with the first lost deals. <a href="/report/loss">Log a lost deal</a>.</p>`
    : html`${patternTable(patterns)}
<p class="hint">Each further loss of the same kind multiplies the strength, so half of the way is about half of the losses that are still needed. With every deal that ends otherwise it fades again, and after an alarm it starts anew.</p>`
}`,
});

const tooFew = (closedDeals: number): Html =>
  warning(
    html`<p>Tandem needs ${ACTIVATION} closed deals before its first alarm. So far there ${closedDeals === 1 ? 'is' : 'are'} ${closedDeals}.</p>`,
  );

const patternTable = (rows: readonly PatternRow[]): Html =>
  table({
    caption: 'The nearest to its threshold comes first.',
    rows,
    columns: [
      {
        label: 'Pattern',
        cell: ({ title, epochRunning }) => [
          title,
          epochRunning && html` <span class="tag firing">Alarm raised</span>`,
        ],
      },
      {
        label: 'Lately',
        cell: ({ matches, of }) =>
          matches === 0 ? 'none lately' : html`<span class="whole">${matches} of ${of} deals</span>`,
      },
      { label: 'Usually', cell: ({ usualShare }) => html`<span class="whole">${share(usualShare)}</span>` },
      {
        label: 'On the way to an alarm',
        cell: (row) => {
          const percent = Math.round(wayToThreshold(row) * 100);
          return html`<meter min="0" max="100" value="${percent}" aria-label="On the way to an alarm: ${row.title}">${percent}%</meter> <span class="meter-text">${percent}%</span>`;
        },
      },
      { label: 'Last report', cell: ({ lastMatchOn }) => day(lastMatchOn) },
    ],
  });

const share = (of: number): string => (of > 0 && of < 0.01 ? 'below 1%' : `${Math.round(of * 100)}%`);

/**
 * How much of the way is done, 0 to 1. Each match multiplies the strength by about the same factor, so the logarithm
 * grows by about the same step: that is what a reader takes a bar for.
 */
export function wayToThreshold({ strength, threshold }: Pick<PatternRow, 'strength' | 'threshold'>): number {
  if (!(threshold > 0) || !(strength > 0)) return 0;
  return Math.min(1, Math.log1p(strength) / Math.log1p(threshold));
}
