import { dayNumber } from '../calendar-date.ts';
import { isUnknownCompetitor } from '../names.ts';
import { dealId } from '../report.ts';
import type { Columns } from './columns.ts';
import { loggedAt } from './logged-at.ts';
import { remembering } from './memory.ts';
import { createCellReader, type NamedCells } from './named-cells.ts';
import { createReportCheck } from './report-check.ts';

const DAY_MS = 86_400_000;

/** A closed deal as a row tells of it, checked. Names are as they are written there. */
export interface Row {
  readonly dealId: string;
  readonly result: 'lost' | 'won';
  /** Days since 1970-01-01. */
  readonly closedOn: number;
  /** Milliseconds since 1970. */
  readonly loggedAt: number;
  /** Does the competitor count as the one that took the deal, or was beaten? */
  readonly isNamed: boolean;
  readonly competitor: string | undefined;
  readonly reason: string | undefined;
  readonly segment: string | undefined;
  readonly money: { readonly amount: number; readonly currency: string } | undefined;
  readonly rep: string | undefined;
  readonly account: string | undefined;
}

/** Why a row is skipped. `column` is null where the whole row is wrong. */
export interface Fault {
  readonly kind: 'fault';
  readonly column: string | null;
  readonly message: string;
}

export type ReadRow = (cells: readonly string[]) => { readonly kind: 'row'; readonly row: Row } | Fault;

const fault = (column: string | null, message: string): Fault => ({ kind: 'fault', column, message });

/** Reads the rows of a table as the reports that reps would have sent, under the same rules. */
export function createRowReader(columns: Columns): ReadRow {
  const dayOf = remembering(dayNumber);
  const check = createReportCheck();
  const cellsOf = createCellReader(columns);
  const width = columns.names.length;
  const isKnown = remembering((competitor) => !isUnknownCompetitor(competitor));

  return (cells) => {
    if (cells.length !== width) {
      return fault(
        null,
        `Does not have as many cells (${cells.length}) as the header has columns (${width}). Put text with a separator or a line break into quotation marks.`,
      );
    }
    const given = cellsOf(cells);
    const id = dealId.safeParse(given.deal_id ?? '');
    if (!id.success) return fault('deal_id', id.error.issues[0]?.message ?? 'Is not a deal id.');
    const status = given.status?.toLowerCase();
    if (status !== 'lost' && status !== 'won') {
      return fault(
        'status',
        'Is neither lost nor won. Only closed deals can be tested; leave the others out.',
      );
    }
    const logged = given.logged_at ?? given.closed_on;
    const at = logged === undefined ? undefined : loggedAt(logged, dayOf);
    if (given.logged_at !== undefined && at === undefined) {
      return fault(
        'logged_at',
        'Is not a date or time. Write it as YYYY-MM-DD or as 2026-03-31T14:30:00Z, or leave it empty.',
      );
    }
    const report: NamedCells = {
      ...given,
      outcome: status === 'won' ? undefined : (given.outcome ?? assumedOutcome(given.competitor)),
      primary_reason: given.primary_reason ?? (status === 'won' ? undefined : 'unknown'),
    };
    const closedOn = dayOf(given.closed_on ?? '');
    const verdict = check(status, report, {
      closedOn,
      today: at === undefined ? undefined : Math.floor(at / DAY_MS),
    });
    if (verdict.kind === 'wrong') return fault(verdict.column, verdict.message);
    if (closedOn === undefined || at === undefined) throw new Error('A report without a day was accepted.');
    const { competitor } = given;
    const isNamed =
      (status === 'won' || report.outcome === 'competitor') &&
      competitor !== undefined &&
      isKnown(competitor);
    return {
      kind: 'row',
      row: {
        dealId: id.data,
        result: status,
        closedOn,
        loggedAt: at,
        isNamed,
        competitor,
        reason: status === 'lost' ? report.primary_reason : undefined,
        segment: given.segment,
        money: verdict.money,
        rep: given.rep,
        account: given.account,
      },
    };
  };
}

/** What a table without outcomes means, as in a replay. */
const assumedOutcome = (competitor: string | undefined): string =>
  competitor === undefined ? 'unknown' : 'competitor';
