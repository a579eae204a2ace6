import { html } from 'hono/html';
import type { Html } from '../html.ts';
import type { Page } from '../layout.ts';
import { PREFILLED, type Suggestions, suggestionLists } from './common-fields.ts';
import { errorSummary } from './error-summary.ts';
import { type FormState, firstOf } from './form-state.ts';

/** What a page with a report form is made from. */
export interface ReportForm {
  readonly form: FormState;
  readonly suggestions: Suggestions;
  /** Stands above the form: why the report was refused, or what sending it would replace. */
  readonly notice?: Html | undefined;
}

interface Parts {
  readonly heading: string;
  readonly intro: string;
  readonly action: string;
  readonly send: string;
  readonly questions: readonly Html[];
  readonly more: Html;
  readonly hidden?: Html | undefined;
}

/** The frame of all three forms. */
export function reportPage({ form, suggestions, notice }: ReportForm, parts: Parts): Page {
  const summary = errorSummary(form);
  return {
    title: summary === undefined ? parts.heading : `Error: ${parts.heading}`,
    current: '/',
    body: html`<div class="narrow-page">
${summary}${notice}<h1>${parts.heading}</h1>
<p class="intro">${parts.intro}</p>
<form method="post" action="${parts.action}" accept-charset="utf-8">
<input type="hidden" name="${PREFILLED}" value="${firstOf(form.values, PREFILLED)}">
${parts.hidden}${suggestionLists(suggestions)}${parts.questions}
${parts.more}
<p class="send"><button type="submit">${parts.send}</button></p>
</form>
</div>`,
  };
}
