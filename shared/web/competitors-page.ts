import { html } from 'hono/html';
import type { Competitor } from '../store/competitors.ts';
import { decisionForm } from './competitor-forms.ts';
import { textField } from './forms/field.ts';
import type { FormState } from './forms/form-state.ts';
import type { Html } from './html.ts';
import type { Page } from './layout.ts';
import { moment } from './moment.ts';
import { notice } from './parts/notice.ts';
import { table } from './parts/table.ts';
import { competitorPath, dealPath, mergePath } from './paths.ts';
import { STANDING_TAGS } from './standing-tags.ts';

export interface CompetitorRow extends Competitor {
  /** The report that brought the name; absent for one that was added by hand. */
  readonly firstSeen?: { readonly at: number; readonly dealId: string } | undefined;
}

export interface CompetitorsView {
  readonly rows: readonly CompetitorRow[];
  readonly add: FormState;
  /** What was just done. */
  readonly done: string | undefined;
  readonly timeZone: string;
}

/** The register: names that wait for a decision, the competitors, and what is no longer in use. */
export function competitorsPage({ rows, add, done, timeZone }: CompetitorsView): Page {
  const candidates = rows.filter(({ standing }) => standing === 'candidate');
  const known = rows.filter(({ standing }) => standing === 'known');
  const others = rows.filter(({ standing }) => standing === 'archived' || standing === 'dismissed');
  return {
    title: 'Competitors',
    current: '/competitors',
    body: html`${done !== undefined && notice(html`<p>${done}</p>`)}
<h1>Competitors</h1>
<p class="intro">Every name that came with a report. A name that nobody has confirmed is a candidate: it is counted under the name as it was written, and it never silently becomes a competitor.</p>
<section aria-labelledby="review">
<h2 id="review">Names to review</h2>
${
  candidates.length === 0
    ? html`<p class="empty">${rows.length === 0 ? html`No competitor so far. Names come with the reports: <a href="/report/loss">log a lost deal</a> or <a href="/report/mention">a competitor mention</a>.` : 'Every name was decided on.'}</p>`
    : html`<ul class="cards">${candidates.map((one) => candidateCard(one, timeZone))}</ul>`
}
</section>
<section aria-labelledby="known">
<h2 id="known">Confirmed competitors</h2>
${known.length === 0 ? html`<p class="empty">Nobody has confirmed a competitor yet.</p>` : competitorTable(known, timeZone)}
</section>
${
  others.length > 0 &&
  html`<section aria-labelledby="others">
<h2 id="others">Archived or dismissed</h2>
${competitorTable(others, timeZone)}
</section>`
}
<section aria-labelledby="add">
<h2 id="add">Add a competitor</h2>
<form method="post" action="/competitors" accept-charset="utf-8">
${textField(add, { name: 'name', label: 'Name', hint: 'As your company writes it. Case, punctuation and legal forms such as Inc. do not matter.' })}
<p class="send"><button type="submit">Add the competitor</button></p>
</form>
</section>`,
  };
}

function candidateCard({ key, name, near, firstSeen }: CompetitorRow, timeZone: string): Html {
  return html`<li class="card">
<h3 class="card-title"><a href="${competitorPath(key)}">${name}</a></h3>
<p class="card-line">${STANDING_TAGS.candidate} ${firstSeenIn(firstSeen, timeZone)}</p>
${
  near.length > 0 &&
  html`<p>Perhaps ${near.map(
    ({ key: into, name: other }, index) =>
      html`${index > 0 && ' or '}<a href="${mergePath(key, into)}">${other}</a>`,
  )}? See what a merge would change.</p>`
}
<ul class="actions">
<li>${decisionForm(key, 'confirm', html`<button type="submit">Confirm<span class="hidden">: ${name}</span></button>`, 'list')}</li>
<li><a class="button quiet" href="${mergePath(key)}">Merge into another<span class="hidden"> competitor: ${name}</span></a></li>
<li>${decisionForm(key, 'dismiss', html`<button class="button quiet" type="submit">Not a competitor<span class="hidden">: ${name}</span></button>`, 'list')}</li>
</ul>
</li>
`;
}

const competitorTable = (rows: readonly CompetitorRow[], timeZone: string): Html =>
  table({
    caption: 'Spellings that differ only in case, spaces, punctuation or legal form are one name.',
    rows,
    columns: [
      { label: 'Name', cell: ({ key, name }) => html`<a href="${competitorPath(key)}">${name}</a>` },
      { label: 'Standing', cell: ({ standing }) => STANDING_TAGS[standing] },
      { label: 'Other names', cell: ({ aliases }) => aliases.map(({ name }) => name).join(', ') || 'none' },
      { label: 'First seen', cell: ({ firstSeen }) => firstSeenIn(firstSeen, timeZone) },
    ],
  });

const firstSeenIn = (firstSeen: CompetitorRow['firstSeen'], timeZone: string): Html | string =>
  firstSeen === undefined
    ? 'Added by hand'
    : html`${moment(timeZone, firstSeen.at)}, deal <a href="${dealPath(firstSeen.dealId)}">${firstSeen.dealId}</a>`;
