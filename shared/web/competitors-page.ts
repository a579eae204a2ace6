import { html } from 'hono/html';
import type { Html } from './html.ts';
import type { Page } from './layout.ts';
import { moment } from './moment.ts';
import { table } from './parts/table.ts';
import { dealPath } from './paths.ts';

export interface CompetitorRow {
  readonly name: string;
  readonly status: 'candidate' | 'known' | 'archived';
  /** The report that brought the name; absent for one that was added by hand. */
  readonly firstSeen?: { readonly at: number; readonly dealId: string } | undefined;
}

const STATUS_TAGS = {
  candidate: html`<span class="tag half-acknowledged">Candidate: not confirmed yet</span>`,
  known: html`<span class="tag responding">Confirmed</span>`,
  archived: html`<span class="tag">Archived</span>`,
} as const;

/** The names of competitors that reports have brought. */
export const competitorsPage = (rows: readonly CompetitorRow[], timeZone: string): Page => ({
  title: 'Competitors',
  current: '/competitors',
  body: html`<h1>Competitors</h1>
<p class="intro">Every name that came with a report. A name that nobody has confirmed is a candidate: it is counted under the name as it was written, and it never silently becomes a competitor.</p>
${
  rows.length === 0
    ? html`<p class="empty">No competitor so far. Names come with the reports: <a href="/report/loss">log a lost deal</a> or <a href="/report/mention">a competitor mention</a>.</p>`
    : competitorTable(rows, timeZone)
}`,
});

const competitorTable = (rows: readonly CompetitorRow[], timeZone: string): Html =>
  table({
    caption: 'By name. Spellings that differ only in case, spaces or punctuation are one name.',
    rows,
    columns: [
      { label: 'Name', cell: ({ name }) => name },
      { label: 'Standing', cell: ({ status }) => STATUS_TAGS[status] },
      {
        label: 'First seen',
        cell: ({ firstSeen }) =>
          firstSeen === undefined
            ? 'Added by hand'
            : html`${moment(timeZone, firstSeen.at)}, deal <a href="${dealPath(firstSeen.dealId)}">${firstSeen.dealId}</a>`,
      },
    ],
  });
