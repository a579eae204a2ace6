import { html } from 'hono/html';
import type { Html } from '../html.ts';
import { type FormState, fieldId } from './form-state.ts';

/** What is wrong with a form, above it: one link for each sentence. It takes the focus when the page opens. */
export function errorSummary(form: FormState): Html | undefined {
  const sentences = [...form.problems].flatMap(([name, problems]) =>
    problems.map((problem) => ({ name, problem })),
  );
  if (sentences.length === 0) return undefined;
  const heading =
    sentences.length === 1
      ? 'Nothing was stored yet. One answer needs another look:'
      : `Nothing was stored yet. ${sentences.length} answers need another look:`;
  return summaryBox(
    heading,
    html`<ul>${sentences.map(
      ({ name, problem }) => html`<li><a href="#${fieldId(form, name)}">${problem}</a></li>`,
    )}</ul>`,
  );
}

/** The report was well written and could not be taken all the same. */
export const summaryBox = (heading: string, content: Html): Html =>
  html`<div class="summary" role="alert" tabindex="-1" autofocus>
<h2>${heading}</h2>
${content}
</div>`;
