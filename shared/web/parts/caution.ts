import { html } from 'hono/html';
import type { CautionInForce } from '../../store/patterns.ts';
import type { Html } from '../html.ts';
import { day } from '../moment.ts';

const TIMES: Readonly<Record<number, string>> = { 3: 'three times', 9: 'nine times', 27: '27 times' };

/** How much evidence an alarm needs because of what the teams called noise, and what changes that. */
export function cautionInWords({ times, since, isMost }: CautionInForce): Html {
  if (since === null) {
    return html`<p>If the teams call more alarms noise than promised, two quarters running, Tandem lets an alarm need three times the evidence.</p>`;
  }
  if (times === 1) {
    return html`<p><strong>Since ${day(since)} an alarm needs the usual evidence again</strong>, because the teams called next to none of the alarms noise, two quarters running. Before that it needed three times as much.</p>`;
  }
  return html`<p><strong>Since ${day(since)} an alarm needs ${TIMES[times] ?? `${times} times`} the usual evidence</strong>, because the teams had called more alarms noise than promised, two quarters running. Fewer patterns will set off an alarm, and some alarms will come a little later. ${isMost ? 'That is as far as Tandem goes by itself.' : ''} Once hardly an alarm in two whole quarters is called noise or left unanswered, it comes back step by step.</p>`;
}
