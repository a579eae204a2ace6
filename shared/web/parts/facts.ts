import { html } from 'hono/html';
import type { Content, Html } from '../html.ts';

/** What is known about something: a label and a value each. What is not known is left out; undefined where nothing is. */
export function facts(
  list: readonly (readonly [label: string, value: Content, width?: 'wide'])[],
): Html | undefined {
  const known = list.filter(([, value]) => value !== undefined && value !== false && value !== '');
  if (known.length === 0) return undefined;
  return html`<dl class="facts">
${known.map(
  ([
    label,
    value,
    width,
  ]) => html`<div${width !== undefined && html` class="${width}"`}><dt>${label}</dt><dd>${value}</dd></div>
`,
)}</dl>`;
}
