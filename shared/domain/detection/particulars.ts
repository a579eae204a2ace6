import type { Closing } from './closing.ts';
import { isHistory } from './history.ts';
import { monthOf } from './month.ts';
import { hashOfKnown } from './short-hash.ts';
import { closedWeek, dayOf, recordedWeek } from './week.ts';

/** What folds ask of a closing again and again. */
export interface Particulars {
  /** The day, week and month in which it was recorded, in UTC: days, weeks and months since 1970, see week.ts and monthly-counts.ts. */
  readonly day: number;
  readonly week: number;
  readonly month: number;
  /** When the deal was closed; what lies in the future counts as now. */
  readonly closedWeek: number;
  readonly closedMonth: number;
  readonly isHistory: boolean;
  /** Short hashes; `null` where the report names nobody. */
  readonly rep: number | null;
  readonly account: number | null;
}

let last: { readonly closing: Closing; readonly particulars: Particulars } | undefined;

/** It is worked out once for all patterns of a closing, and for all families that take it in one after the other. */
export function particularsOf(closing: Closing): Particulars {
  if (last?.closing === closing) return last.particulars;
  const day = dayOf(closing.recordedAt);
  const month = monthOf(day);
  const particulars = {
    day,
    week: recordedWeek(closing),
    month,
    closedWeek: closedWeek(closing),
    closedMonth: Math.min(month, monthOf(closing.closedOn)),
    isHistory: isHistory(closing),
    rep: hashOfKnown(closing.rep),
    account: hashOfKnown(closing.account),
  };
  last = { closing, particulars };
  return particulars;
}
