import { minorDigits, parseMoney, readableMoney } from '../../domain/money.ts';

export type AmountAsTyped =
  | { readonly kind: 'amount'; readonly decimal: string }
  /** The message continues a sentence that begins with the name of the field. */
  | { readonly kind: 'unclear'; readonly message: string };

const PLAIN = /^-?\d+(\.\d+)?$/;
/** Thousands set apart in the same way throughout: "1,250,000.50", "1 250 000", "1'250". */
const GROUPED = /^-?\d{1,3}([ ,'])\d{3}(\1\d{3})*(\.\d+)?$/;
/** "1.250": 1,250 to one half of the world, 1.25 to the other. */
const ONE_POINT_AND_THREE_DIGITS = /^([1-9]\d{0,2})\.(\d{3})$/;
/** "1.250,00", "1 250,5", "1250,50": what stands behind the comma can only be cents. */
const COMMA_BEFORE_CENTS = /^(\d{1,3}(?:[. ']\d{3})+|\d+),(\d{1,2})$/;
const POINTS_BETWEEN_THOUSANDS = /^\d{1,3}(\.\d{3}){2,}$/;

/**
 * Reads an amount as people type it, and gives the decimal text of the API. What could be read in two ways is not
 * guessed: a wrong guess is wrong by a factor of a thousand, and nobody would notice.
 */
export function amountAsTyped(typed: string, currency: string): AmountAsTyped {
  // NFKC turns the many kinds of spaces, among them those that do not break, into plain ones.
  const text = typed.normalize('NFKC').replace(/\s+/g, ' ').replaceAll('’', "'").trim();
  const point = ONE_POINT_AND_THREE_DIGITS.exec(text);
  if (point !== null && minorDigits(currency) < 3) {
    const [, whole = '', rest = ''] = point;
    return unclear(
      `can be read in two ways. Write ${whole}${rest} or ${whole}.${rest.slice(0, 2)}, as you mean it.`,
    );
  }
  if (PLAIN.test(text)) return { kind: 'amount', decimal: text };
  if (GROUPED.test(text)) return { kind: 'amount', decimal: text.replace(/[ ,']/g, '') };
  const cents = COMMA_BEFORE_CENTS.exec(text);
  if (cents !== null) {
    const whole = (cents[1] ?? '').replace(/\D/g, '');
    return unclear(
      `can be read in two ways. Write a point before the cents: ${whole}.${cents[2]}. Or leave the cents out: ${whole}.`,
    );
  }
  if (POINTS_BETWEEN_THOUSANDS.test(text)) {
    return unclear(
      `has several points. Write ${text.replaceAll('.', '')}; a point stands only before the cents.`,
    );
  }
  return unclear(
    'is not an amount. Write digits only, and a point before the cents if there are any: 1250 or 1250.50.',
  );
}

const unclear = (message: string): AmountAsTyped => ({ kind: 'unclear', message });

/** A stored amount as it stands in the field: "412,000", "1,250.50". Reads back as the same amount. */
export function amountInField(decimal: string, currency: string): string {
  const money = parseMoney(decimal, currency);
  return money === undefined ? decimal : readableMoney(money).replace(/ .*$/, '');
}
