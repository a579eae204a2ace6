import { html } from 'hono/html';
import { THREATS } from '../../domain/report.ts';
import type { Page } from '../layout.ts';
import { THREAT_WORDS } from '../words.ts';
import { group, radios } from './choices.ts';
import {
  amountQuestion,
  customerQuestion,
  dealDetails,
  dealIdQuestion,
  noteField,
  yourName,
} from './common-fields.ts';
import { textField } from './field.ts';
import { firstOf } from './form-state.ts';
import { anyWrong } from './problems.ts';
import { groupQuestion, optionalPart, question } from './question.ts';
import { type ReportForm, reportPage } from './report-form.ts';

const IN_DETAILS = ['incumbent', 'segment', 'region', 'product', 'stage', 'owner', 'heardOn', 'note'];

/** Makes a double click store one mention: the form carries a key that is used once. */
export const FORM_KEY = 'formKey';

const THREAT_HINTS = {
  low: 'Named once',
  medium: 'In the running',
  high: 'May take the deal',
} as const;

/** The mention form: a competitor came up in a deal that is still open. */
export function mentionForm(view: ReportForm): Page {
  const { form } = view;
  return reportPage(view, {
    heading: 'Log a competitor mention',
    intro:
      'A competitor came up in a deal that is still open. If this competitor starts to win, the deal is in the alert before it is lost.',
    action: '/report/mention',
    send: 'Send the mention',
    hidden: html`<input type="hidden" name="${FORM_KEY}" value="${firstOf(form.values, FORM_KEY)}">`,
    questions: [
      dealIdQuestion(form),
      customerQuestion(form),
      question(
        textField(form, {
          name: 'competitor',
          label: 'Which competitor?',
          hint: 'One name. Log another mention for another competitor.',
          list: 'known-competitors',
        }),
      ),
      groupQuestion(
        form,
        { name: 'threat', label: 'How big is the threat?', optional: true },
        radios(form, {
          name: 'threat',
          label: 'How big is the threat?',
          layout: 'row',
          options: THREATS.map((value) => ({
            value,
            label: THREAT_WORDS[value],
            hint: THREAT_HINTS[value],
          })),
        }),
      ),
      amountQuestion(form),
      question(
        textField(form, {
          name: 'expectedCloseOn',
          label: 'Expected close',
          optional: true,
          hint: 'It sets the clock: both teams should answer before the deal is decided.',
          type: 'date',
        }),
      ),
    ],
    more: optionalPart(anyWrong(form.problems, IN_DETAILS), [
      group(
        form,
        { name: 'incumbent', label: 'Does the customer use this competitor already?' },
        radios(form, {
          name: 'incumbent',
          label: 'Does the customer use this competitor already?',
          layout: 'row',
          options: [
            { value: 'yes', label: 'Yes' },
            { value: 'no', label: 'No' },
          ],
        }),
      ),
      yourName(form),
      textField(form, { name: 'heardOn', label: 'Day you heard of it', type: 'date' }),
      dealDetails(form),
      noteField(form),
    ]),
  });
}
