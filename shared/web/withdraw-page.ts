import { html } from 'hono/html';
import type { Deal } from '../domain/deal.ts';
import { lossInWords } from './deal-words.ts';
import type { Html } from './html.ts';
import type { Page } from './layout.ts';
import { dealPath, formPath } from './paths.ts';

type Closing = NonNullable<Deal['closing']>;

/** Asks before a report is withdrawn, and says what will happen. */
export function withdrawPage(deal: Deal, closing: Closing, refusal?: Html): Page {
  const report = closing.result === 'lost' ? 'loss report' : 'win report';
  const path = dealPath(deal.id);
  const told = closing.result === 'lost' ? lossInWords(closing.report) : 'Won';
  return {
    title: `Withdraw the ${report} of ${deal.id}`,
    body: html`<div class="narrow-page">
${refusal}<h1>Withdraw the ${report} of ${deal.id}?</h1>
<p class="intro">The report in force says: ${told}.</p>
<ul>
<li>The deal is open again, with what was known of it before it closed.</li>
<li>Totals and patterns no longer count it. An alert that counted it keeps its line, marked as withdrawn.</li>
<li>The history keeps the report and says that it was withdrawn.</li>
</ul>
<p>If only a detail is wrong, <a href="${formPath(closing.result === 'lost' ? 'loss' : 'win', deal.id)}">correct the report</a> instead.</p>
<form method="post" action="${path}/withdraw">
<input type="hidden" name="result" value="${closing.result}">
<ul class="actions">
<li><button class="danger" type="submit">Withdraw the ${report}</button></li>
<li><a class="button quiet" href="${path}">Keep it</a></li>
</ul>
</form>
</div>`,
  };
}
