import { html } from 'hono/html';
import { REASON_CODES, REASON_LABELS } from '../../domain/reasons.ts';
import type { Html } from '../html.ts';
import { checkboxes, group } from './choices.ts';
import { textArea, textField } from './field.ts';
import { type FormState, firstOf } from './form-state.ts';
import { groupQuestion, question } from './question.ts';

/** Names that were used before, for the fields that offer them. */
export interface Suggestions {
  readonly competitor: readonly string[];
  readonly segment: readonly string[];
  readonly region: readonly string[];
  readonly product: readonly string[];
}

export const REASON_OPTIONS = REASON_CODES.map((value) => ({ value, label: REASON_LABELS[value] }));

/** Those that most teams deal in; every other code of ISO 4217 can be typed. */
const CURRENCIES = [
  'AUD',
  'CAD',
  'CHF',
  'CNY',
  'CZK',
  'DKK',
  'EUR',
  'GBP',
  'INR',
  'JPY',
  'NOK',
  'PLN',
].concat(['SEK', 'SGD', 'USD']);

const dataList = (id: string, values: readonly string[]): Html =>
  html`<datalist id="${id}">${values.map((value) => html`<option value="${value}"></option>`)}</datalist>
`;

/** The lists behind the fields; they show nothing by themselves. */
export const suggestionLists = ({ competitor, segment, region, product }: Suggestions): Html =>
  html`${dataList('known-competitors', competitor)}${dataList('known-segments', segment)}${dataList('known-regions', region)}${dataList('known-products', product)}${dataList('currencies', CURRENCIES)}`;

/** Set where the form was filled in from a deal: then its id is settled. */
export const PREFILLED = 'prefilled';
/** From the deal, or from the report in force, which this form corrects. */
export type Prefilled = 'deal' | 'report';
const isPrefilled = (form: FormState): boolean => firstOf(form.values, PREFILLED) !== '';
export const isCorrection = (form: FormState): boolean => firstOf(form.values, PREFILLED) === 'report';

export const dealIdQuestion = (form: FormState): Html =>
  question(
    textField(form, {
      name: 'dealId',
      label: 'Deal id',
      hint: isPrefilled(form) ? 'This form is about this deal.' : 'As in your CRM, such as OPP-4711.',
      readonly: isPrefilled(form),
    }),
  );

export const customerQuestion = (form: FormState): Html =>
  question(
    textField(form, {
      name: 'account',
      label: 'Customer',
      optional: true,
    }),
  );

export const amountQuestion = (form: FormState): Html =>
  groupQuestion(
    form,
    { name: 'money', label: 'Value of the deal', optional: true },
    html`<div class="pair">
${textField(form, { name: 'amount', label: 'Amount', inputmode: 'decimal', hint: 'Such as 412,000 or 1250.50.' })}
${textField(form, { name: 'currency', label: 'Currency', list: 'currencies' })}
</div>`,
  );

export const yourName = (form: FormState, optional = false): Html =>
  textField(form, {
    name: 'owner',
    label: 'Your name',
    optional,
    hint: 'An alert needs reports from more than one person. This device remembers your name.',
    autocomplete: 'name',
  });

/** What sales operations like to know of every deal. */
export const dealDetails = (form: FormState): Html =>
  html`<div class="grid">
${textField(form, { name: 'segment', label: 'Segment', hint: 'Such as enterprise.', list: 'known-segments' })}
${textField(form, { name: 'region', label: 'Region', hint: 'Such as DACH.', list: 'known-regions' })}
${textField(form, { name: 'product', label: 'Product', hint: 'What was offered.', list: 'known-products' })}
${textField(form, { name: 'stage', label: 'Stage', hint: 'The last stage in the CRM.' })}
</div>`;

export const otherReasons = (form: FormState): Html =>
  group(
    form,
    { name: 'secondaryReasons', label: 'Other reasons' },
    checkboxes(form, {
      name: 'secondaryReasons',
      label: 'Other reasons',
      hint: 'Up to three that played a part beside the main one.',
      options: REASON_OPTIONS,
      layout: 'columns',
    }),
  );

export const noteField = (form: FormState): Html =>
  textArea(form, {
    name: 'note',
    label: 'Note',
    hint: 'Confidential. It is shown on the page of the deal, never e-mailed and never logged.',
    rows: 5,
  });
