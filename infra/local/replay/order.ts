import type { DatedReport } from './dated-report.ts';

export interface ReportsOfDay {
  /** Days since 1970-01-01. */
  readonly day: number;
  readonly reports: readonly DatedReport[];
}

/** Reports under way at once: they share commits, and so the waits for the disk. */
const AT_ONCE = 100;

/**
 * The reports by day, the earliest first; within a day in the order given. Those without a day come on the last one,
 * or on `today` where no report has a day.
 */
export function byDay(reports: readonly DatedReport[], today: number): ReportsOfDay[] {
  const last = reports.reduce<number | undefined>(
    (latest, { day }) => (day !== undefined && (latest === undefined || day > latest) ? day : latest),
    undefined,
  );
  const days = Map.groupBy(reports, ({ day }) => day ?? last ?? today);
  return [...days].map(([day, ofDay]) => ({ day, reports: ofDay })).sort((a, b) => a.day - b.day);
}

/**
 * The reports of a day in batches that may be under way together. No batch has a deal twice: then the ledger is in the
 * order of the batches, and a replay that goes on after a kill writes the same ledger as one that was left alone.
 */
export function batchesOf(reports: readonly DatedReport[]): DatedReport[][] {
  const told = new Map<string, number>();
  const rounds = Map.groupBy(reports, ({ dealId }) => {
    const round = told.get(dealId) ?? 0;
    told.set(dealId, round + 1);
    return round;
  });
  return [...rounds.values()].flatMap(inBatches);
}

function inBatches(reports: readonly DatedReport[]): DatedReport[][] {
  const count = Math.ceil(reports.length / AT_ONCE);
  return Array.from({ length: count }, (_, at) => reports.slice(at * AT_ONCE, (at + 1) * AT_ONCE));
}
