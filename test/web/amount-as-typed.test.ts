import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decimalOf } from '../../shared/domain/money.ts';
import { amountAsTyped, amountInField } from '../../shared/web/forms/amount-as-typed.ts';

describe('An amount as people type it', () => {
  it.each([
    ['1250', '1250'],
    ['1250.5', '1250.5'],
    ['1250.50', '1250.50'],
    ['1,250.50', '1250.50'],
    ['412,000', '412000'],
    ['1,250,000', '1250000'],
    ['1 250', '1250'],
    ['1 250 000.75', '1250000.75'],
    ['  1250  ', '1250'],
    ['1\u00a0250', '1250'],
    ['1\u202f250', '1250'],
    ["1'250.50", '1250.50'],
    ['1’250', '1250'],
    ['１２５０', '1250'],
    ['0', '0'],
    ['0.125', '0.125'],
    ['1250.125', '1250.125'],
    ['-5', '-5'],
    ['-1,250', '-1250'],
  ])('reads %j as %s', (typed, decimal) => {
    expect(amountAsTyped(typed, 'EUR')).toEqual({ kind: 'amount', decimal });
  });

  it.each([
    ['1.250,00', '1250.00'],
    ['1.250.000,5', '1250000.5'],
    ['1250,50', '1250.50'],
    ['1 250,50', '1250.50'],
    ['12,5', '12.5'],
    ['1.250', '1250'],
    ['412.000', '412000'],
    ['1.250.000', '1250000'],
  ])('does not guess what %j means, and says how to write it', (typed, advice) => {
    const read = amountAsTyped(typed, 'EUR');
    expect(read.kind).toBe('unclear');
    expect(read.kind === 'unclear' && read.message).toContain(` ${advice}`);
  });

  it.each([
    '',
    'abc',
    '12k',
    '€ 1250',
    '1250 EUR',
    '1,25,000',
    '12 50',
    '1250.',
    '.50',
    '1,250 000',
    '1e6',
    '--5',
  ])('cannot read %j', (typed) => {
    expect(amountAsTyped(typed, 'EUR').kind).toBe('unclear');
  });

  it('takes three digits behind the point where the currency has them', () => {
    expect(amountAsTyped('1.250', 'KWD')).toEqual({ kind: 'amount', decimal: '1.250' });
  });

  it('reads back what it shows of a stored amount', () => {
    const currencies = fc.constantFrom('EUR', 'JPY', 'KWD');
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e14 }), currencies, (amount, currency) => {
        const stored = decimalOf({ amount, currency });
        const read = amountAsTyped(amountInField(stored, currency), currency);
        expect(read.kind === 'amount' && Number(read.decimal)).toBe(Number(stored));
      }),
    );
  });
});
