import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decimalOf,
  isCurrency,
  MAX_WHOLE_DIGITS,
  minorDigits,
  parseMoney,
  readableMoney,
  readableSums,
  sumByCurrency,
} from '../../shared/domain/money.ts';

const currency = fc.constantFrom('EUR', 'USD', 'JPY', 'KRW', 'KWD', 'BHD');
const amount = fc.bigInt({ min: 0n, max: 10n ** BigInt(MAX_WHOLE_DIGITS) - 1n });
const money = fc.record({ amount, currency }).map((one) => ({ ...one, amount: Number(one.amount) }));

describe('an amount as text', () => {
  it.each([
    ['0', 'EUR', 0, '0.00'],
    ['7', 'EUR', 700, '7.00'],
    ['007', 'EUR', 700, '7.00'],
    ['0.07', 'EUR', 7, '0.07'],
    ['1250.5', 'EUR', 125_050, '1250.50'],
    ['1250.500000', 'EUR', 125_050, '1250.50'],
    ['999999999999.99', 'EUR', 99_999_999_999_999, '999999999999.99'],
    ['5000', 'JPY', 5_000, '5000'],
    ['5000.00', 'JPY', 5_000, '5000'],
    ['0', 'JPY', 0, '0'],
    ['1.5', 'KWD', 1_500, '1.500'],
    ['0.001', 'KWD', 1, '0.001'],
    ['999999999999.999', 'KWD', 999_999_999_999_999, '999999999999.999'],
  ])('%s %s is %i minor units and %s again', (decimal, code, minor, text) => {
    const parsed = parseMoney(decimal, code);
    expect(parsed).toEqual({ amount: minor, currency: code });
    expect(parsed && decimalOf(parsed)).toBe(text);
  });

  it.each([
    ['1.001', 'EUR'],
    ['0.1', 'JPY'],
    ['1.0001', 'KWD'],
    ['1.000001', 'EUR'],
  ])('%s is not an amount of %s', (decimal, code) => {
    expect(parseMoney(decimal, code)).toBeUndefined();
  });

  it('means the same amount after it was written and read again', () => {
    fc.assert(
      fc.property(money, (one) => {
        expect(parseMoney(decimalOf(one), one.currency)).toEqual(one);
      }),
    );
  });

  it('has one form for equal amounts, whatever zeros were written', () => {
    fc.assert(
      fc.property(money, fc.nat(3), fc.nat(3), (one, before, after) => {
        const [whole = '', fraction = ''] = decimalOf(one).split('.');
        const padded = `${'0'.repeat(before)}${whole}.${fraction}${'0'.repeat(after + 1)}`;
        expect(parseMoney(padded, one.currency)).toEqual(one);
      }),
    );
  });

  it('has as many digits after the point as its currency', () => {
    fc.assert(
      fc.property(money, (one) => {
        expect((decimalOf(one).split('.')[1] ?? '').length).toBe(minorDigits(one.currency));
      }),
    );
  });
});

it.each([
  ['EUR', true],
  ['KWD', true],
  ['eur', false],
  ['ABC', false],
  ['', false],
  ['toString', false],
])('%s is a currency: %s', (code, expected) => {
  expect(isCurrency(code)).toBe(expected);
});

describe('an amount for people', () => {
  it.each([
    [41_200_000, 'EUR', '412,000 EUR'],
    [41_200_050, 'EUR', '412,000.50 EUR'],
    [5, 'EUR', '0.05 EUR'],
    [0, 'EUR', '0 EUR'],
    [99_900, 'EUR', '999 EUR'],
    [100_000, 'EUR', '1,000 EUR'],
    [123_456_789, 'JPY', '123,456,789 JPY'],
    [999, 'JPY', '999 JPY'],
    [1_000, 'KWD', '1 KWD'],
    [1_234_567, 'KWD', '1,234.567 KWD'],
    [99_999_999_999_999, 'EUR', '999,999,999,999.99 EUR'],
  ])('%i of %s reads "%s"', (minor, code, text) => {
    expect(readableMoney({ amount: minor, currency: code })).toBe(text);
  });

  it('is the same number when the commas are taken out', () => {
    fc.assert(
      fc.property(money, (one) => {
        const [number = '', code = ''] = readableMoney(one).replaceAll(',', '').split(' ');
        expect(parseMoney(number, code)).toEqual(one);
      }),
    );
  });
});

describe('sums', () => {
  it('keep currencies apart, the largest first, and leave out what is not known', () => {
    const euro = (minor: number) => ({ amount: minor, currency: 'EUR' });
    const dollar = (minor: number) => ({ amount: minor, currency: 'USD' });
    const sums = sumByCurrency([dollar(100), undefined, euro(40_000_000), dollar(1_199_900), euro(0)]);
    expect(sums).toEqual([euro(40_000_000), dollar(1_200_000)]);
    expect(readableSums(sums)).toBe('400,000 EUR and 12,000 USD');
  });

  it('of equal size come in the order of their codes', () => {
    const one = { amount: 1, currency: 'USD' };
    const other = { amount: 1, currency: 'CHF' };
    expect(sumByCurrency([one, other])).toEqual([other, one]);
  });

  it('of nothing are nothing', () => {
    expect(sumByCurrency([])).toEqual([]);
    expect(sumByCurrency([undefined])).toEqual([]);
    expect(readableSums([])).toBeUndefined();
  });

  it('do not depend on the order', () => {
    fc.assert(
      fc.property(fc.array(money, { maxLength: 20 }), (amounts) => {
        expect(sumByCurrency(amounts.toReversed())).toEqual(sumByCurrency(amounts));
      }),
    );
  });
});
