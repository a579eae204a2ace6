import { html } from 'hono/html';
import { patternTitle } from '../domain/alerts/sentence.ts';
import type { Said } from '../domain/backtest/backtest.ts';
import { quartersIn } from '../domain/backtest/quarters.ts';
import type { Rejections } from '../domain/backtest/rejections.ts';
import type { Run } from '../domain/backtest/run.ts';
import { backtestStory, dayOfMoment } from './backtest-story.ts';
import type { Content, Html } from './html.ts';
import type { Page } from './layout.ts';
import { alarmTimeline } from './parts/alarm-timeline.ts';
import { budgetTable } from './parts/budget-table.ts';
import { notice } from './parts/notice.ts';
import { table } from './parts/table.ts';
import { BACKTEST_PATH } from './paths.ts';
import { count } from './words.ts';

export interface BacktestView {
  readonly fileName: string;
  readonly accepted: number;
  readonly rejected: Rejections;
  /** How the file was read, where that is not what one would expect. */
  readonly notes: readonly string[];
  /** With the false alarms that the settings accept: this one is told in full. */
  readonly shown: Run;
  /** With fewer and more of them, the fewest first. */
  readonly runs: readonly Run[];
}

const MOST_ALERTS = 100;

/** What Tandem would have said about a table of closed deals. */
export function backtestPage({ fileName, accepted, rejected, notes, shown, runs }: BacktestView): Page {
  const { alerts, large } = shown.stories;
  return {
    title: 'What Tandem would have said',
    current: '/patterns',
    body: html`${notice(html`<p><strong>The test is done, and nothing of it is kept.</strong> Print or save this page if you need it again.</p>`)}
<h1>What Tandem would have said</h1>
<p class="intro">${fileName}: ${count(accepted + rejected.count, 'row')} read, ${accepted.toLocaleString('en')} accepted, ${rejected.count.toLocaleString('en')} rejected. ${watched(shown)}</p>
${notes.map((note) => html`<p class="hint">${note}</p>`)}
${
  accepted === 0
    ? html`<p class="empty">There was nothing to test. ${rejected.count === 0 ? 'The file has a header and no rows.' : 'The rejected rows below say why.'}</p>`
    : html`<section aria-labelledby="alerts">
<h2 id="alerts">${count(alerts.length, 'alert')} about patterns</h2>
<p>With ${count(shown.budget, 'false alarm')} accepted per quarter, as in your settings.</p>
${alarmTimeline(shown)}
${
  alerts.length === 0
    ? html`<p class="empty">Tandem would have said nothing: no share of closed deals grew clearly.</p>`
    : html`<ol class="story">
${alerts.slice(0, MOST_ALERTS).map(backtestStory)}</ol>`
}
${more(alerts.length - MOST_ALERTS, 'alert')}
</section>
${large.count > 0 && largeDeals(large)}
<section aria-labelledby="budgets">
<h2 id="budgets">With fewer or more false alarms</h2>
${budgetTable(runs)}
<p class="hint">With fewer accepted false alarms most alerts come later, and some never. There may still be more of them: an alert that opens early speaks for the finer patterns below it. The setting is TANDEM_FALSE_ALARMS_PER_QUARTER.</p>
</section>`
}
${rejected.count > 0 && rejectedRows(rejected)}
<ul class="actions"><li><a class="button" href="${BACKTEST_PATH}">Test another file</a></li><li><a class="button quiet" href="/patterns">See what is watched now</a></li></ul>`,
  };
}

function watched({ first, watched: { from, to }, watched: span }: Run): Content {
  if (first === undefined || to === undefined) return undefined;
  const deals = html`Logged from ${dayOfMoment(first)} to ${dayOfMoment(to)}`;
  return from === undefined
    ? html`${deals}. That is too few deals for an alarm: there must be thirty.`
    : html`${deals}, watched from ${dayOfMoment(from)} on: ${quartersIn(span).toFixed(1)} quarters.`;
}

const largeDeals = ({
  count: all,
  first,
}: Run['stories']['large']): Html => html`<section aria-labelledby="large">
<h2 id="large">${count(all, 'alert')} about single large deals</h2>
<ul>${first.map(
  ({
    detection,
    names,
    deals,
  }: Said) => html`<li>${dayOfMoment(detection.at)}: ${patternTitle(detection, names)} (${deals.join(', ')})</li>
`,
)}</ul>
${more(all - first.length, 'large deal')}
</section>`;

const rejectedRows = ({ count: all, first }: Rejections): Html => html`<section aria-labelledby="rejected">
<h2 id="rejected">${count(all, 'rejected row')}</h2>
${table({
  caption: 'They count for nothing. Mend them in the file, and test it again.',
  rows: first,
  columns: [
    { label: 'Line', cell: ({ line }) => line.toLocaleString('en') },
    { label: 'Column', cell: ({ column }) => column ?? 'the whole row' },
    { label: 'What is wrong', cell: ({ message }) => message },
  ],
})}
${more(all - first.length, 'row')}
</section>`;

const more = (number: number, what: string): Content =>
  number > 0 && html`<p class="hint">And ${count(number, `more ${what}`)}.</p>`;
