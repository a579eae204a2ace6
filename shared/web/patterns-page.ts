import { html } from 'hono/html';
import type { QuarterOfAlarms } from '../domain/alerts/false-alarms.ts';
import { ACTIVATION } from '../domain/detection/surge/team-clock.ts';
import type { AllLosses } from '../store/all-losses.ts';
import type { PatternRow, WatchedPatterns } from '../store/patterns.ts';
import type { WinRates } from '../store/win-rates.ts';
import { allLossesSection } from './all-losses-section.ts';
import type { Html } from './html.ts';
import type { Page } from './layout.ts';
import { day } from './moment.ts';
import { cautionInWords } from './parts/caution.ts';
import { warning } from './parts/notice.ts';
import { recoveryInWords } from './parts/recovery.ts';
import { shareOnScale } from './parts/share-on-scale.ts';
import { slowlyGrowing } from './parts/slowly-growing.ts';
import { table } from './parts/table.ts';
import { wayToAlarm } from './parts/way-to-alarm.ts';
import { BACKTEST_PATH } from './paths.ts';
import { winRateSection } from './win-rate-section.ts';
import { count } from './words.ts';

/** What is being watched, and how near each is to its threshold. */
export const patternsPage = ({
  isActive,
  closedDeals,
  patterns,
  drifting,
  falseAlarmsPromised,
  caution,
  quarters,
  winRates,
  allLosses,
}: WatchedPatterns & { readonly winRates: WinRates; readonly allLosses: AllLosses }): Page => ({
  title: 'Patterns',
  current: '/patterns',
  body: html`<h1>Patterns being watched</h1>
<p class="intro">A pattern is a competitor, a reason, a segment or a mixture of them. Tandem raises an alarm when one takes a clearly larger share of your closed deals than it used to.</p>
${!isActive && tooFew(closedDeals)}
${
  patterns.length === 0
    ? html`<p class="empty">Nothing to watch yet. The first patterns appear with the first lost deals. <a href="/report/loss">Log a lost deal</a>.</p>`
    : html`${patternTables(patterns)}
<p class="hint">The picture shows shares of closed deals from none to the largest on this page, with the small ones spread: the bar is where the usual share lies (with 95 % confidence), its mark the best guess, and the dot the share of the current run.</p>
<p class="hint">Each further loss of the same kind multiplies the strength, so half of the way is about half of the losses that are still needed. With every deal that ends otherwise it fades again, and after an alarm it starts anew.</p>`
}
${slowlyGrowing(drifting)}
${winRateSection(winRates)}
${allLossesSection(allLosses)}
<section aria-labelledby="promise">
<h2 id="promise">The promise, and what became of it</h2>
<p>On average at most ${count(falseAlarmsPromised, 'false alarm')} for each team and quarter: about patterns, win rates and all losses together. Whether an alarm was false only the teams can say: by acknowledging it as noise.</p>
${cautionInWords(caution)}
${promiseTable(quarters)}
<p class="more-links"><a href="${BACKTEST_PATH}">See what Tandem would have said about deals of the past</a></p>
</section>`,
});

const promiseTable = (quarters: readonly QuarterOfAlarms[]): Html =>
  table({
    caption:
      'Alerts about patterns by the quarter in which they opened; the running one comes first. What both teams call noise is one false alarm.',
    rows: quarters,
    columns: [
      { label: 'Quarter', cell: ({ year, quarter }) => `${year}, quarter ${quarter}` },
      { label: 'Alerts', numeric: true, cell: ({ alarms }) => String(alarms) },
      { label: 'Noise, says sales', numeric: true, cell: ({ noise }) => String(noise.sales) },
      { label: 'Noise, says marketing', numeric: true, cell: ({ noise }) => String(noise.marketing) },
      { label: 'False alarms', numeric: true, cell: ({ falseAlarms }) => String(falseAlarms) },
    ],
  });

const tooFew = (closedDeals: number): Html =>
  warning(
    html`<p>Tandem needs ${ACTIVATION} closed deals before its first alarm. So far there ${closedDeals === 1 ? 'is' : 'are'} ${closedDeals}.</p>`,
  );

/** So many are shown at once. A team has hundreds of patterns, and most of them are far from an alarm. */
const SHOWN = 20;

function patternTables(rows: readonly PatternRow[]): Html {
  const scale = Math.max(
    ...rows.map(({ usualBetween, matches, of }) => Math.max(usualBetween[1], matches / (of || 1))),
  );
  const [near, far] = [rows.slice(0, SHOWN), rows.slice(SHOWN)];
  return html`${patternTable(near, 'The nearest to its threshold comes first.', scale)}
${
  far.length > 0 &&
  html`<details class="more">
<summary>${count(far.length, 'more pattern')}, further from an alarm</summary>
${patternTable(far, 'Further from an alarm.', scale)}
</details>
`
}`;
}

const patternTable = (rows: readonly PatternRow[], caption: string, scale: number): Html => {
  const sharePicture = (row: PatternRow) => shareOnScale(row, scale);
  return table({
    caption,
    rows,
    columns: [
      {
        label: 'Pattern',
        cell: ({ title, epochRunning, recovery }) => [
          title,
          epochRunning && html` <span class="tag firing">Alarm raised</span>`,
          recovery !== null && html`<br><small>${recoveryInWords(recovery)}</small>`,
        ],
      },
      {
        label: 'Lately',
        cell: ({ matches, of }) =>
          matches === 0 ? 'none lately' : html`<span class="whole">${matches} of ${count(of, 'deal')}</span>`,
      },
      {
        label: 'Usually',
        cell: (row) => [html`<span class="whole">${share(row.usualShare)}</span> `, sharePicture(row)],
      },
      {
        label: 'On the way to an alarm',
        cell: (row) => wayToAlarm(row, row.title),
      },
      { label: 'Last report', cell: ({ lastMatchOn }) => day(lastMatchOn) },
    ],
  });
};

const share = (of: number): string => (of > 0 && of < 0.01 ? 'below 1%' : `${Math.round(of * 100)}%`);
