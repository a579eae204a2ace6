import { html } from 'hono/html';
import type { CautionInForce } from '../../store/patterns.ts';
import type { Html } from '../html.ts';
import { day } from '../moment.ts';

const TIMES: Readonly<Record<number, string>> = { 3: 'three times', 9: 'nine times' };
const inWords = (times: number): string => TIMES[times] ?? `${times} times`;

/** How much evidence an alarm needs because of what the teams called noise, and what changes that. */
export function cautionInWords({ times, before, since, isMost }: CautionInForce): Html {
  if (since === null) {
    return html`<p>If the teams call more alarms noise than promised, two quarters running, Tandem lets an alarm need three times the evidence.</p>`;
  }
  const needed = times === 1 ? 'the usual evidence again' : `${inWords(times)} the usual evidence`;
  const lead = html`<strong>Since ${day(since)} an alarm needs ${needed}</strong>`;
  const back =
    times > 1 &&
    html` Once hardly an alarm in two whole quarters is called noise or left unanswered, it comes back step by step.`;
  return times > before
    ? html`<p>${lead}, because the teams had called more alarms noise than promised, two quarters running. Fewer patterns will set off an alarm, and some alarms will come a little later.${isMost && ' That is as far as Tandem goes by itself.'}${back}</p>`
    : html`<p>${lead}, because hardly an alarm was called noise or left unanswered, two quarters running. Before that it needed ${inWords(before)} the usual evidence.${back}</p>`;
}
