import { html } from 'hono/html';
import type { Html } from './html.ts';
import type { Page } from './layout.ts';
import { alertList, type ListedAlert } from './parts/alert-list.ts';

const CHOICES = [
  {
    href: '/report/loss',
    label: 'Log a lost deal',
    text: 'A deal is over and we did not get it.',
  },
  {
    href: '/report/win',
    label: 'Log a won deal',
    text: 'A deal is ours, with or without a competitor.',
  },
  {
    href: '/report/mention',
    label: 'Log a competitor mention',
    text: 'A competitor came up in a deal that is still open.',
  },
] as const;

/** The start page: what Tandem is, the three things people log, and what came of them lately. */
export const homePage = ({
  alerts,
  timeZone,
}: {
  readonly alerts: readonly ListedAlert[];
  readonly timeZone: string;
}): Page => ({
  title: 'Start',
  current: '/',
  body: html`<h1>What happened to your deal?</h1>
<p class="intro">Tandem turns lost deals into one alert that sales and marketing answer together.</p>
<ul class="doors">
${CHOICES.map(
  ({
    href,
    label,
    text,
  }) => html`<li><a class="door" href="${href}"><strong>${label}</strong><span>${text}</span></a></li>
`,
)}</ul>
<section aria-labelledby="newest">
<h2 id="newest">Newest alerts</h2>
${newest(alerts, timeZone)}
</section>
<p class="more-links"><a href="/alerts">All alerts</a> <a href="/patterns">Patterns being watched</a> <a href="/competitors">Competitors</a></p>`,
});

const newest = (alerts: readonly ListedAlert[], timeZone: string): Html =>
  alerts.length === 0
    ? html`<p class="empty">No alert so far. Tandem opens one when a competitor or a reason takes a clearly larger share of your closed deals than it used to. For that it needs your losses, and your wins as well.</p>`
    : alertList(alerts, { timeZone, level: 3 });
