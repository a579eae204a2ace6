import { html } from 'hono/html';
import type { DriftRow } from '../../store/drift-rows.ts';
import type { Html } from '../html.ts';
import { table } from './table.ts';

/** The patterns whose share has grown over months; most of them too slowly for an alarm. */
export const slowlyGrowing = (rows: readonly DriftRow[]): Html => html`<section aria-labelledby="growing">
<h2 id="growing">Slowly growing</h2>
${rows.length === 0 ? NOTHING : growing(rows)}
</section>`;

const NOTHING = html`<p>No pattern has grown so much over whole months that chance would explain it badly. That does not mean that none grows: with few deals a small growth cannot be told from chance.</p>`;

const growing = (
  rows: readonly DriftRow[],
): Html => html`<p>A larger share of closed deals than in the months before, compared over whole calendar months. That alone asks nothing of anybody. The rule lists so few that on average at most one in ten is chance, if the losses of a pattern have nothing to do with each other and its share was steady before.</p>
${table({
  caption: 'The clearest comes first.',
  rows,
  columns: [
    {
      label: 'Pattern',
      cell: ({ title, epochRunning }) => [
        title,
        epochRunning && html` <span class="tag firing">Alarm raised</span>`,
      ],
    },
    { label: 'Months', cell: ({ months }) => `the last ${months}` },
    { label: 'In them', numeric: true, cell: ({ lately }) => ofDeals(lately) },
    { label: 'Before', numeric: true, cell: ({ before }) => ofDeals(before) },
  ],
})}`;

const ofDeals = ({ matches, of }: DriftRow['lately']): Html =>
  html`<span class="whole">${matches} of ${of} deals</span>`;
