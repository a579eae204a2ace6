import * as z from 'zod';
import type { Closing } from './closing.ts';

/** Minor units by currency code. Currencies are never added to each other: there is no rate in the ledger. */
export const moneySchema = z.record(z.string(), z.number());

export type Money = z.infer<typeof moneySchema>;

/** A pattern in more currencies than this follows the first ones only; it bounds the state. */
const CURRENCIES = 3;

/** Sums stop at the largest number that the table can keep: wrong by then, and better than a fold that stands still. */
export function addMoney(money: Money, { amount, currency }: NonNullable<Closing['money']>): void {
  const before = money[currency];
  if (before === undefined && Object.keys(money).length >= CURRENCIES) return;
  money[currency] = Math.min(Number.MAX_SAFE_INTEGER, (before ?? 0) + amount);
}

/** Whether some currency has at least twice what it had, and it had something. */
export function hasDoubled(before: Readonly<Money>, now: Readonly<Money>): boolean {
  return Object.entries(before).some(
    ([currency, amount]) => amount > 0 && (now[currency] ?? 0) >= 2 * amount,
  );
}
