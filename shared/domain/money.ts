/** An amount in minor units (cents) of a currency. Whole numbers, so sums are exact. */
export interface Money {
  readonly amount: number;
  readonly currency: string;
}

/** ISO 4217 currencies whose minor unit is not a hundredth. */
const EXPONENTS: Readonly<Record<string, number>> = {
  ...Object.fromEntries(
    'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF'.split(' ').map((code) => [code, 0]),
  ),
  ...Object.fromEntries('BHD IQD JOD KWD LYD OMR TND'.split(' ').map((code) => [code, 3])),
};

const CURRENCIES: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));

/** Is it a currency in use, by its ISO 4217 code? */
export const isCurrency = (code: string): boolean => CURRENCIES.has(code);

/** Digits after the decimal point: 2 for EUR, 0 for JPY, 3 for KWD. */
export const minorDigits = (currency: string): number => EXPONENTS[currency] ?? 2;

/** The largest amount: twelve digits before the point, so that a few of them add up exactly in any currency. */
export const MAX_WHOLE_DIGITS = 12;

/** Parses a decimal such as "1250" or "1250.50"; undefined where it has too many digits after the point. */
export function parseMoney(decimal: string, currency: string): Money | undefined {
  const [whole = '', fraction = ''] = decimal.split('.');
  const digits = minorDigits(currency);
  if (fraction.replace(/0+$/, '').length > digits) return undefined;
  return { amount: Number(whole + fraction.slice(0, digits).padEnd(digits, '0')), currency };
}

/** The decimal text of an amount: "1250.50". Equal amounts have equal texts. */
export function decimalOf({ amount, currency }: Money): string {
  const digits = minorDigits(currency);
  const text = String(amount).padStart(digits + 1, '0');
  return digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

/** "412,000 EUR"; cents are shown only where there are some. */
export function readableMoney(money: Money): string {
  const [whole = '0', fraction] = decimalOf(money).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return `${grouped}${fraction === undefined || /^0+$/.test(fraction) ? '' : `.${fraction}`} ${money.currency}`;
}

/** Sums by currency, largest first. Amounts in different currencies are never added up. */
export function sumByCurrency(amounts: Iterable<Money | undefined>): Money[] {
  const sums = new Map<string, number>();
  for (const money of amounts) {
    if (money !== undefined) sums.set(money.currency, (sums.get(money.currency) ?? 0) + money.amount);
  }
  return [...sums]
    .map(([currency, amount]) => ({ amount, currency }))
    .sort((a, b) => b.amount - a.amount || (a.currency < b.currency ? -1 : 1));
}

/** "400,000 EUR and 12,000 USD", or undefined where no amount is known. */
export function readableSums(sums: readonly Money[]): string | undefined {
  return sums.length === 0 ? undefined : sums.map(readableMoney).join(' and ');
}
