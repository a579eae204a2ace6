import { html } from 'hono/html';
import type { RegisterRefusal } from '../domain/competitors/decide-register.ts';
import type { CompetitorDecision } from './competitor-forms.ts';
import { summaryBox } from './forms/error-summary.ts';
import type { Html } from './html.ts';
import { competitorPath } from './paths.ts';

/** What was just decided. */
export const DONE_WORDS: Readonly<Record<CompetitorDecision | 'add', string>> = {
  add: 'It is in the register.',
  confirm: 'It is confirmed as a competitor.',
  rename: 'The spelling is changed. Alerts and patterns show it from now on.',
  archive: 'It is archived and no longer offered in the forms. Its reports still count.',
  dismiss:
    'It is not a competitor. Its reports are kept and counted as lost to nobody named. You can undo that on its page.',
  alias: 'Reports with that name are counted here from now on, older ones too.',
  merge: 'It is merged. Patterns and alerts follow within moments. You can undo it below.',
  separate: 'It is undone. Patterns and alerts follow within moments.',
};

/** Why a decision was not taken, and what to do now. */
export function refusedDecision(refusal: RegisterRefusal | { readonly kind: 'unchanged' }): Html {
  if (!('reason' in refusal)) {
    return summaryBox('Nothing had to be changed.', html`<p>It stands like that already.</p>`);
  }
  switch (refusal.reason) {
    case 'counted-elsewhere':
      return summaryBox(
        refusal.as === null ? 'This name was dismissed.' : 'This name is counted under another one.',
        html`<p>Nothing was changed. <a href="${competitorPath(refusal.key)}">Undo that first</a>${refusal.as !== null && html`, or use <a href="${competitorPath(refusal.as)}">the other name</a>`}.</p>`,
      );
    case 'same-competitor':
      return summaryBox(
        'They are one competitor already.',
        html`<p>Case, spaces, punctuation and legal forms do not matter. There is nothing to merge.</p>`,
      );
    case 'nothing-to-undo':
      return summaryBox(
        'There is nothing to undo.',
        html`<p>It was undone already, or a later merge came over it. Undo the latest first.</p>`,
      );
  }
}
