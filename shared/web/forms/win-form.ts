import type { Page } from '../layout.ts';
import {
  amountQuestion,
  customerQuestion,
  dealDetails,
  dealIdQuestion,
  isCorrection,
  noteField,
  otherReasons,
  REASON_OPTIONS,
  yourName,
} from './common-fields.ts';
import { selectField, textField } from './field.ts';
import { firstOf } from './form-state.ts';
import { anyWrong } from './problems.ts';
import { optionalPart, question } from './question.ts';
import { type ReportForm, reportPage } from './report-form.ts';

const IN_DETAILS = ['wonOn', 'segment', 'region', 'product', 'stage', 'secondaryReasons', 'note'];

/** The win form, for a new report and for correcting one. */
export function winForm(view: ReportForm): Page {
  const { form } = view;
  const correcting = isCorrection(form);
  return reportPage(view, {
    heading: correcting ? `Correct the win report of ${firstOf(form.values, 'dealId')}` : 'Log a won deal',
    intro: correcting
      ? 'Change what is wrong and send it. The new report takes the place of the old one; the history keeps both.'
      : 'Wins count as much as losses: without them nobody can tell what is usual.',
    action: '/report/win',
    send: correcting ? 'Send the correction' : 'Send the win report',
    questions: [
      dealIdQuestion(form),
      customerQuestion(form),
      question(
        textField(form, {
          name: 'competitor',
          label: 'Which competitor was beaten?',
          optional: true,
          hint: 'The strongest one that was in the deal.',
          list: 'known-competitors',
        }),
      ),
      question(
        selectField(form, {
          name: 'primaryReason',
          label: 'What was it decided on?',
          optional: true,
          hint: 'The same list as for losses: what the decision turned on, this time in our favour.',
          none: 'No answer',
          options: REASON_OPTIONS,
        }),
      ),
      amountQuestion(form),
      question(yourName(form, true)),
    ],
    more: optionalPart(correcting || anyWrong(form.problems, IN_DETAILS), [
      textField(form, { name: 'wonOn', label: 'Day it was won', type: 'date' }),
      dealDetails(form),
      otherReasons(form),
      noteField(form),
    ]),
  });
}
