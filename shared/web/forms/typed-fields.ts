import { amountAsTyped } from './amount-as-typed.ts';
import { allOf, type FormValues, firstOf } from './form-state.ts';
import { sentenceAbout } from './problems.ts';
import { SUBJECTS } from './subjects.ts';

/** A form as the object that the schemas of the API check, and what is wrong before they see it. */
export interface TypedFields {
  readonly fields: Readonly<Record<string, unknown>>;
  readonly problems: ReadonlyMap<string, readonly string[]>;
}

/** The fields with these names; those that were left empty are left out. */
export function typedText(values: FormValues, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => {
      // Browsers send line breaks as CRLF; the API and the ledger keep LF.
      const text = firstOf(values, name).replaceAll('\r\n', '\n').trim();
      return text === '' ? [] : [[name, text] as const];
    }),
  );
}

/** The amount with its currency. The currency is prefilled, so by itself it says nothing. */
export function typedMoney(values: FormValues): TypedFields {
  const amount = firstOf(values, 'amount').trim();
  const currency = firstOf(values, 'currency').trim().toUpperCase();
  if (amount === '') return { fields: {}, problems: new Map() };
  const read = amountAsTyped(amount, currency);
  const known = currency === '' ? {} : { currency };
  if (read.kind === 'amount') return { fields: { amount: read.decimal, ...known }, problems: new Map() };
  return {
    // Any amount will do, so that the schema still looks at the currency: nobody should have to correct twice.
    fields: { amount: '1', ...known },
    problems: new Map([['amount', [sentenceAbout(SUBJECTS.amount, read.message)]]]),
  };
}

/** Checkboxes: a list, or nothing where none is checked. */
export function typedList(values: FormValues, name: string): Record<string, readonly string[]> {
  const chosen = allOf(values, name).filter((value) => value !== '');
  return chosen.length === 0 ? {} : { [name]: chosen };
}

/** Yes, no or no answer. */
export function typedYesOrNo(values: FormValues, name: string): Record<string, boolean> {
  const answer = firstOf(values, name);
  return answer === 'yes' || answer === 'no' ? { [name]: answer === 'yes' } : {};
}
