import type { Fault } from './row.ts';

/** A deal that is reported twice is taken by the row that was logged first. */
export const repeatFault = (firstLine: number): Fault => ({
  kind: 'fault',
  column: 'deal_id',
  message: `Is the deal of line ${firstLine.toLocaleString('en')} again, and was skipped. Keep one row for each deal: how it ended.`,
});
