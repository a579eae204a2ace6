import { dayOf } from '../detection/week.ts';
import type { Watched } from './backtest.ts';

const DAYS_PER_QUARTER = 91;

/** Quarters of thirteen weeks that were watched; days that were begun count as whole ones. */
export function quartersIn({ from, to }: Watched): number {
  if (from === undefined || to === undefined || to < from) return 0;
  return (dayOf(to) - dayOf(from) + 1) / DAYS_PER_QUARTER;
}
