import { html } from 'hono/html';
import type { PatternRecovery } from '../../store/pattern-recovery.ts';
import type { Html } from '../html.ts';
import { day } from '../moment.ts';

/** What became of a share after its alarm, in words. */
export const recoveryInWords = ({ alarmOn, share, backOn }: PatternRecovery): Html => {
  const alarm = html`Alarm on ${day(alarmOn)}.`;
  if (share === 'high') return html`${alarm} The share has not come back yet.`;
  if (backOn !== undefined) return html`${alarm} The share is as usual again since ${day(backOn)}.`;
  return html`${alarm} The share has been as usual for two weeks: it is over.`;
};
