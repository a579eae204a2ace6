import { OUTCOMES } from '../../domain/report.ts';
import type { Page } from '../layout.ts';
import { OUTCOME_WORDS } from '../words.ts';
import { radios } from './choices.ts';
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
import { groupQuestion, optionalPart, question } from './question.ts';
import { type ReportForm, reportPage } from './report-form.ts';

const IN_DETAILS = ['lostOn', 'segment', 'region', 'product', 'stage', 'secondaryReasons', 'note'];

/** The loss form, for a new report and for correcting one. */
export function lossForm(view: ReportForm): Page {
  const { form } = view;
  const correcting = isCorrection(form);
  return reportPage(view, {
    heading: correcting ? `Correct the loss report of ${firstOf(form.values, 'dealId')}` : 'Log a lost deal',
    intro: correcting
      ? 'Change what is wrong and send it. The new report takes the place of the old one; the history keeps both.'
      : 'Six short questions. It is better to send what you know now than to wait.',
    action: '/report/loss',
    send: correcting ? 'Send the correction' : 'Send the loss report',
    questions: [
      dealIdQuestion(form),
      customerQuestion(form),
      groupQuestion(form, { name: 'outcome', label: 'How did it end?' }, [
        radios(form, {
          name: 'outcome',
          label: 'How did it end?',
          options: OUTCOMES.map((value) => ({ value, label: OUTCOME_WORDS[value] })),
        }),
        textField(form, {
          name: 'competitor',
          label: 'Which competitor?',
          hint: 'Needed if a competitor took it. Write "unknown" if nobody knows the name.',
          list: 'known-competitors',
        }),
      ]),
      question(
        selectField(form, {
          name: 'primaryReason',
          label: 'Main reason',
          hint: 'The one that weighed most.',
          none: 'Choose one',
          options: REASON_OPTIONS,
        }),
      ),
      amountQuestion(form),
      question(yourName(form, true)),
    ],
    more: optionalPart(correcting || anyWrong(form.problems, IN_DETAILS), [
      textField(form, { name: 'lostOn', label: 'Day it was lost', type: 'date' }),
      dealDetails(form),
      otherReasons(form),
      noteField(form),
    ]),
  });
}
