import { html } from 'hono/html';
import type { Html } from '../html.ts';
import { group } from './choices.ts';
import type { Field } from './field.ts';
import type { FormState } from './form-state.ts';

/**
 * One of the questions that stand in the way of "Send". A form has at most six of them; a test counts the marks.
 */
export const question = (content: Html): Html => html`<div class="question" data-question>
${content}
</div>`;

/** A question that takes more than one control. */
export const groupQuestion = (form: FormState, field: Field, content: Html | readonly Html[]): Html =>
  group(form, field, content, html` data-question`);

/** Everything that a report can do without. */
export const optionalPart = (open: boolean, content: readonly Html[]): Html =>
  html`<details class="more"${open && html` open`}>
<summary>More, if you know it</summary>
<div class="more-fields">
${content}
</div>
</details>`;
