import { html } from 'hono/html';
import { wayToThreshold } from '../../domain/detection/surge/way-to-threshold.ts';
import type { Html } from '../html.ts';

/** How much of the way to an alarm is done, as a bar. */
export function wayToAlarm(way: Parameters<typeof wayToThreshold>[0], of: string): Html {
  const percent = Math.round(wayToThreshold(way) * 100);
  return html`<meter min="0" max="100" value="${percent}" aria-label="On the way to an alarm: ${of}">${percent}%</meter> <span class="meter-text">${percent}%</span>`;
}
