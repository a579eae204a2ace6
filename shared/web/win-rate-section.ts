import { html } from 'hono/html';
import { FEWEST_DEALS, type RivalStanding } from '../domain/detection/win-rate/win-rate-fold.ts';
import { FEWEST_FOR_RATE } from '../domain/detection/win-rate/win-rate-watch.ts';
import type { WinRateRow, WinRates } from '../store/win-rates.ts';
import type { Content, Html } from './html.ts';
import { table } from './parts/table.ts';
import { wayToAlarm } from './parts/way-to-alarm.ts';

/** How often deals against each competitor are won. */
export const winRateSection = ({ competitors, falseAlarmsPromised }: WinRates): Html =>
  html`<section aria-labelledby="win-rates">
<h2 id="win-rates">Win rates</h2>
${
  competitors.length === 0
    ? html`<p class="empty">No deal with a named competitor is closed yet. Name the competitor in won deals too: without them there is no win rate.</p>`
    : html`<p>Of the deals that were closed against a competitor, how many did you win? Tandem raises an alarm when it becomes clearly less than it used to be.</p>
${winRateTable(competitors)}
<p class="hint">Deals of the last 52 weeks that name the competitor. The range is where the true rate lies with 95 % confidence; below ${FEWEST_FOR_RATE} deals no rate is shown. An alarm needs ${FEWEST_DEALS} deals a quarter, and ${FEWEST_DEALS} that are older than five weeks. Where wins do not name the competitor, the rate is too low.</p>
<p class="hint">Of the false alarms that are promised below, win rates together may add ${falseAlarmsPromised} for each team and quarter on average.</p>`
}
</section>`;

const winRateTable = (rows: readonly WinRateRow[]): Html =>
  table({
    caption: 'The nearest to an alarm comes first, then those who were met most often.',
    rows,
    columns: [
      {
        label: 'Competitor',
        cell: ({ name, epochRunning }) => [
          name,
          epochRunning && html` <span class="tag firing">Alarm raised</span>`,
        ],
      },
      { label: 'Won', numeric: true, cell: ({ won }) => won.toLocaleString('en') },
      { label: 'Lost', numeric: true, cell: ({ lost }) => lost.toLocaleString('en') },
      { label: 'Win rate', cell: rate },
      {
        label: 'Lately',
        cell: ({ losses, of }) =>
          losses === 0 ? 'no run of losses' : html`<span class="whole">lost ${losses} of ${of}</span>`,
      },
      {
        label: 'On the way to an alarm',
        cell: (row) => (row.standing === 'watched' ? wayToAlarm(row, row.name) : NO_ALARM[row.standing]),
      },
    ],
  });

function rate({ winRate, between }: WinRateRow): Content {
  if (winRate === undefined || between === undefined) return `fewer than ${FEWEST_FOR_RATE} deals`;
  const [low, high] = between.map((end) => Math.round(end * 100));
  return html`<span class="whole">${Math.round(winRate * 100)}%</span> <span class="whole">(${low}% to ${high}%)</span>`;
}

const NO_ALARM: Readonly<Record<Exclude<RivalStanding, 'watched'>, string>> = {
  'too-few': 'too few deals for an alarm',
  'too-new': 'too new for an alarm',
  'hardly-won': 'none: hardly a deal was ever won',
};
