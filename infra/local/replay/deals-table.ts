import { dayNumber } from '../../../shared/domain/calendar-date.ts';
import { COLUMN_OF_FIELD } from '../../../shared/domain/csv/deal-columns.ts';
import { isPlaceholder, isUnknownCompetitor } from '../../../shared/domain/names.ts';
import type { CsvRow, CsvTable } from './csv-table.ts';
import type { DatedReport, Mapped } from './dated-report.ts';
import { type DealRow, dealFields, dealRow, why, wrongDealId } from './deal-row.ts';
import { createFindings, type Findings } from './findings.ts';
import type { Refusal } from './refusal.ts';

/** Reads a table of deals in Tandem's own columns: every row becomes the report that a rep would have sent. */
export function mapDeals(table: CsvTable): Mapped {
  const findings = createFindings();
  const reports: DatedReport[] = [];
  const refused: Refusal[] = [...table.broken];
  for (const column of table.columns) {
    if (!Object.hasOwn(dealRow.shape, column)) findings.add(`columns that are not used: "${column}"`);
  }
  for (const row of table.rows) {
    const mapped = reportsOf(row, table.file, findings);
    if (Array.isArray(mapped)) reports.push(...mapped);
    else refused.push({ file: table.file, line: row.line, what: mapped.problem });
  }
  return {
    rows: table.rows.length + table.broken.length,
    reports,
    refused,
    findings: findings.counts,
  };
}

function reportsOf(
  { line, cells }: CsvRow,
  file: string,
  findings: Findings,
): DatedReport[] | { readonly problem: string } {
  const row = dealRow.parse(cells);
  const wrongId = wrongDealId(row.deal_id);
  if (wrongId !== undefined) return { problem: `deal_id: ${wrongId}` };
  const logged = row.logged_at === undefined ? undefined : dayNumber(row.logged_at.replace(/[T ].*$/, ''));
  if (row.logged_at !== undefined && logged === undefined) {
    return { problem: 'logged_at: Is not a date. Write it as YYYY-MM-DD, or leave it empty.' };
  }
  const day = logged ?? dayNumber(row.closed_on ?? '');
  const common = { dealId: row.deal_id, day, origin: { file, line, columnOf: COLUMN_OF_FIELD } };
  switch (row.status) {
    case 'lost':
      return [{ ...common, kind: 'loss', body: lossBody(row, findings) }];
    case 'won':
      return [{ ...common, kind: 'win', body: { wonOn: row.closed_on, ...dealFields(row), ...why(row) } }];
    case 'open':
      // The day on which an open deal will close is no day on which anything happened.
      return openReports(row, { ...common, day: logged });
    default:
      return { problem: 'status: Is not one of lost, won and open.' };
  }
}

function lossBody(row: DealRow, findings: Findings): DatedReport['body'] {
  let { outcome, primary_reason: primaryReason } = row;
  if (outcome === undefined) {
    outcome = row.competitor === undefined ? 'unknown' : 'competitor';
    findings.add('losses without an outcome: "competitor" where one is named, "unknown" elsewhere');
  }
  if (primaryReason === undefined) {
    primaryReason = 'unknown';
    findings.add('losses without a primary reason: "unknown" was taken');
  }
  return { lostOn: row.closed_on, outcome, ...dealFields(row), ...why(row), primaryReason };
}

/** An open deal, and the competitor in it. */
function openReports(row: DealRow, common: Omit<DatedReport, 'kind' | 'body'>): DatedReport[] {
  const { competitor, note } = row;
  const expectedCloseOn = row.expected_close_on ?? row.closed_on;
  const update: DatedReport = { ...common, kind: 'update', body: { ...dealFields(row), expectedCloseOn } };
  if (competitor === undefined || isUnknownCompetitor(competitor) || isPlaceholder(competitor)) {
    return [update];
  }
  return [update, { ...common, kind: 'mention', body: { competitor, note } }];
}
