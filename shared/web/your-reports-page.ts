import { html } from 'hono/html';
import { currentFields, type Deal, dealStatus } from '../domain/deal.ts';
import { competitorInWords, lossInWords } from './deal-words.ts';
import { textField } from './forms/field.ts';
import type { FormState } from './forms/form-state.ts';
import type { Html } from './html.ts';
import type { Page } from './layout.ts';
import { moment } from './moment.ts';
import { table } from './parts/table.ts';
import { dealPath, formPath } from './paths.ts';
import { DEAL_STATUS_WORDS } from './words.ts';

export interface YourReports {
  /** Whose reports are listed; undefined where nobody said so. */
  readonly name: string | undefined;
  readonly form: FormState;
  readonly deals: readonly Deal[];
  /** The list goes on here. */
  readonly next: string | undefined;
  readonly isLater: boolean;
  readonly timeZone: string;
}

/** The deals that somebody reported on, with the way to put each report right. */
export const yourReportsPage = (view: YourReports): Page => ({
  title: 'Your reports',
  current: '/reports',
  body: html`<h1>Your reports</h1>
<p class="intro">The deals you reported on, to correct what was wrong. A correction takes the place of the report, and the history keeps both.</p>
<form method="get" action="/reports" accept-charset="utf-8">
${textField(view.form, { name: 'name', label: 'Your name', hint: 'As it stands in your reports, in any spelling.', autocomplete: 'name' })}
<p class="send"><button class="button quiet" type="submit">Show the reports</button></p>
</form>
${view.name !== undefined && (view.deals.length === 0 ? none(view, view.name) : reports(view, view.name))}`,
});

const none = ({ isLater }: YourReports, name: string): Html =>
  isLater
    ? html`<p class="empty">There are no older reports.</p>`
    : html`<p class="empty">No deal has a report by ${name}. <a href="/report/loss">Log a lost deal</a>, <a href="/report/win">a won deal</a> or <a href="/report/mention">a competitor mention</a>.</p>`;

function reports({ deals, next, isLater, timeZone }: YourReports, name: string): Html {
  const older = new URLSearchParams({ name, after: next ?? '' });
  const newest = new URLSearchParams({ name });
  return html`${table({
    caption: `Deals that ${name} reported on, the latest report first.`,
    rows: deals,
    columns: [
      { label: 'Deal', cell: ({ id }) => html`<a href="${dealPath(id)}">${id}</a>` },
      { label: 'Customer', cell: (deal) => currentFields(deal).account },
      { label: 'How it stands', cell: inWords },
      { label: 'Last report', cell: ({ reported }) => reported && moment(timeZone, reported.at) },
      { label: 'Put it right', cell: waysToCorrect },
    ],
  })}
${
  (next !== undefined || isLater) &&
  html`<ul class="actions">
${isLater && html`<li><a class="button quiet" href="/reports?${newest}">Latest reports</a></li>`}
${next !== undefined && html`<li><a class="button quiet" rel="next" href="/reports?${older}">Older reports</a></li>`}
</ul>`
}`;
}

function inWords(deal: Deal): string {
  const { closing } = deal;
  if (closing?.result === 'lost') return lossInWords(closing.report);
  const against = closing?.report.competitor;
  if (against !== undefined) return `Won against ${competitorInWords(against)}`;
  return DEAL_STATUS_WORDS[dealStatus(deal)];
}

function waysToCorrect({ id, closing }: Deal): Html {
  if (closing === undefined) return html`<a href="${dealPath(id)}">See the deal</a>`;
  const mine = closing.result === 'lost' ? 'loss' : 'win';
  return html`<a href="${formPath(mine, id)}">Correct</a> or <a href="${dealPath(id)}/withdraw">withdraw</a><span class="hidden"> the report of ${id}</span>`;
}
