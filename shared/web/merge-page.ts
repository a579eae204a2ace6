import { html } from 'hono/html';
import type { Competitor } from '../store/competitors.ts';
import type { MovePreview } from '../store/merge-preview.ts';
import { decisionForm } from './competitor-forms.ts';
import { textField } from './forms/field.ts';
import type { FormState } from './forms/form-state.ts';
import type { Html } from './html.ts';
import type { Page } from './layout.ts';
import { alertPath, competitorPath, mergePath } from './paths.ts';
import { count } from './words.ts';

export interface MergeView {
  readonly from: Competitor;
  readonly form: FormState;
  /** Names that it can be merged into. */
  readonly offered: readonly string[];
  /** What would change, once it was said into which. */
  readonly planned?: { readonly into: string; readonly preview: MovePreview } | undefined;
  readonly refusal?: Html | undefined;
}

/** Asks into which competitor a name shall be merged, shows what that would change, and asks again. */
export const mergePage = ({ from, form, offered, planned, refusal }: MergeView): Page => ({
  title: `Merge ${from.name}`,
  current: '/competitors',
  body: html`<div class="narrow-page">
${refusal}<h1>Merge ${from.name} into another competitor</h1>
<p class="intro">All reports that name ${from.name} are counted under the other one, older ones too. The reports stay as they were written, and the merge can be undone.</p>
<form method="get" action="${mergePath(from.key)}" accept-charset="utf-8">
${textField(form, { name: 'into', label: 'Into which competitor?', list: 'competitors' })}
<datalist id="competitors">${offered.map((name) => html`<option value="${name}"></option>`)}</datalist>
<p class="send"><button${planned !== undefined && html` class="button quiet"`} type="submit">Show what would change</button></p>
</form>
${planned !== undefined && plan(from, planned.into, planned.preview)}
</div>`,
});

const plan = (from: Competitor, into: string, preview: MovePreview): Html =>
  html`<section aria-labelledby="plan">
<h2 id="plan">What would change</h2>
<ul>
<li>${count(preview.losses, 'loss report')} would be counted under ${into}.</li>
<li>${preview.openDeals === 0 ? 'No open deal has a mention of it.' : `${count(preview.openDeals, 'open deal')} in which it was mentioned would count as at risk from ${into}.`}</li>
<li>${preview.patterns.length === 0 ? 'No pattern is watched for it yet.' : `${count(preview.patterns.length, 'pattern')} would become part of those of ${into}: ${preview.patterns.join('; ')}.`}</li>
<li>${
    preview.retracts.length === 0
      ? 'No alert would be taken back.'
      : html`Taken back, because under the old name it would no longer have fired: ${preview.retracts.map((id, index) => html`${index > 0 && ', '}<a href="${alertPath(id)}">alert ${id}</a>`)}. What both teams said is kept.`
  }</li>
<li>${preview.opens.length === 0 ? 'No alert would open.' : `Alerts would open, or go on under the new name: ${preview.opens.join('; ')}.`}</li>
</ul>
${decisionForm(
  from.key,
  'merge',
  html`<input type="hidden" name="into" value="${into}">
<ul class="actions">
<li><button type="submit">Merge ${from.name} into ${into}</button></li>
<li><a class="button quiet" href="${competitorPath(from.key)}">Leave it as it is</a></li>
</ul>`,
)}
</section>`;
