import { html } from 'hono/html';
import type { AllLosses } from '../store/all-losses.ts';
import type { Html } from './html.ts';
import { wayToAlarm } from './parts/way-to-alarm.ts';
import { count } from './words.ts';

/** Whether more is lost than usual, to whomever: shares cannot tell. */
export const allLossesSection = (watched: AllLosses): Html =>
  html`<section aria-labelledby="all-losses">
<h2 id="all-losses">All losses together</h2>
<p>${said(watched)}${watched.epochRunning && html` <span class="tag firing">Alarm raised</span>`}</p>
${
  watched.usualPerWeek !== undefined &&
  html`<p>On the way to an alarm: ${wayToAlarm(watched, 'all losses together')}</p>
`
}<p class="hint">Where every competitor wins more, no share grows. So the number of losses is watched too, against what is usual at this point of the quarter. Of the false alarms that are promised below, it may add ${watched.falseAlarmsPromised} for each team and quarter on average.</p>
</section>`;

function said({ usualPerWeek, losses, days, usual }: AllLosses): string {
  if (usualPerWeek === undefined)
    return 'Tandem needs thirty losses and a quarter of history to say how many losses are usual.';
  const week = `Usually about ${rounded(usualPerWeek, 'deal is', 'deals are')} lost in a week of this part of the quarter.`;
  if (losses === 0) return `${week} There is no run of losses now.`;
  return `${week} The current run has ${count(losses, 'loss', 'losses')} in ${count(days, 'day')}, where about ${rounded(usual, 'is', 'are')} usual.`;
}

function rounded(number: number, one: string, many: string): string {
  const whole = Math.round(number);
  return `${whole} ${whole === 1 ? one : many}`;
}
