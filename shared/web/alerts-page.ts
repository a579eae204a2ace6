import { html } from 'hono/html';
import { ALERT_STATES, type AlertState } from '../domain/alerts/alert.ts';
import type { Html } from './html.ts';
import type { Page } from './layout.ts';
import { alertList, type ListedAlert } from './parts/alert-list.ts';
import { STATE_MEANING, STATE_WORDS } from './words.ts';

export interface AlertsView {
  readonly alerts: readonly ListedAlert[];
  /** Only alerts in this state are listed. */
  readonly state: AlertState | undefined;
  /** The list goes on here. */
  readonly next: string | undefined;
  /** This is not the first page. */
  readonly isLater: boolean;
  readonly timeZone: string;
}

/** Alerts, newest first, a page at a time. */
export const alertsPage = (view: AlertsView): Page => ({
  title: 'Alerts',
  current: '/alerts',
  body: html`<h1>Alerts</h1>
<p class="intro">One alert, two owners: it is healthy only when sales and marketing have both acknowledged it.</p>
<nav aria-label="Filter by state"><ul class="filter">
${filterLink('All', undefined, view)}${ALERT_STATES.map((state) => filterLink(STATE_WORDS[state], state, view))}</ul></nav>
${view.state !== undefined && html`<p class="hint">${STATE_MEANING[view.state]}</p>`}
${view.alerts.length === 0 ? nothing(view) : alertList(view.alerts, { timeZone: view.timeZone, level: 2 })}
${turning(view)}`,
});

function turning({ state, next, isLater }: AlertsView): Html | undefined {
  if (next === undefined && !isLater) return undefined;
  return html`<ul class="actions">
${isLater && html`<li><a class="button quiet" href="${address(state)}">Newest alerts</a></li>`}
${next !== undefined && html`<li><a class="button quiet" rel="next" href="${address(state, next)}">Older alerts</a></li>`}
</ul>`;
}

function filterLink(label: string, state: AlertState | undefined, view: AlertsView): Html {
  return html`<li><a href="${address(state)}"${state === view.state && html` aria-current="true"`}>${label}</a></li>
`;
}

function address(state: AlertState | undefined, after?: string): string {
  const query = new URLSearchParams();
  if (state !== undefined) query.set('state', state);
  if (after !== undefined) query.set('after', after);
  return query.size === 0 ? '/alerts' : `/alerts?${query}`;
}

function nothing({ state, isLater }: AlertsView): Html {
  if (isLater) return html`<p class="empty">There are no older alerts.</p>`;
  if (state !== undefined)
    return html`<p class="empty">No alert is in this state. <a href="/alerts">See all alerts</a>.</p>`;
  return html`<p class="empty">No alert so far, and that is good news as long as reports come in. Tandem opens an alert when a competitor or a reason takes a clearly larger share of closed deals than it used to. <a href="/patterns">See what is being watched</a>, or <a href="/report/loss">log a lost deal</a>.</p>`;
}
