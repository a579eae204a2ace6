import * as z from 'zod';
import { dayNumber } from '../../../shared/domain/calendar-date.ts';
import type { CsvTable } from './csv-table.ts';
import type { DatedReport, Mapped, Origin } from './dated-report.ts';
import { wrongDealId } from './deal-row.ts';
import { createFindings, type Findings } from './findings.ts';
import { createJoin, type Joined, type Lookups } from './pipeline-join.ts';
import type { Refusal } from './refusal.ts';
import { isoDate } from './us-date.ts';

/** The amounts of this export are in US dollars; it does not say so itself. */
const CURRENCY = 'USD';

const pipelineRow = z.object({
  opportunity_id: z.string(),
  sales_agent: z.string(),
  product: z.string(),
  account: z.string(),
  deal_stage: z.string(),
  engage_date: z.string(),
  close_date: z.string(),
  close_value: z.string(),
});
type PipelineRow = z.output<typeof pipelineRow>;

const COLUMN_OF: Origin['columnOf'] = {
  dealId: 'opportunity_id',
  lostOn: 'close_date',
  wonOn: 'close_date',
  owner: 'sales_agent',
  amount: 'close_value',
  stage: 'deal_stage',
};

/** Joins the pipeline of a CRM with its accounts, products and teams: one report for each opportunity. */
export function mapPipeline(pipeline: CsvTable, lookups: Lookups): Mapped {
  const findings = createFindings();
  const join = createJoin(lookups, findings);
  const reports: DatedReport[] = [];
  const refused: Refusal[] = [...pipeline.broken];
  for (const { line, cells } of pipeline.rows) {
    const row = pipelineRow.parse(cells);
    const wrongId = wrongDealId(row.opportunity_id);
    if (wrongId !== undefined) {
      refused.push({ file: pipeline.file, line, what: `opportunity_id: ${wrongId}` });
      continue;
    }
    const report = reportOf(row, join(row), findings);
    if (report === undefined) {
      const what = 'deal_stage: Is not one of Won, Lost, Engaging and Prospecting.';
      refused.push({ file: pipeline.file, line, what });
    } else {
      const origin = { file: pipeline.file, line, columnOf: COLUMN_OF };
      reports.push({ ...report, dealId: row.opportunity_id, origin });
    }
  }
  const rows = pipeline.rows.length + pipeline.broken.length;
  return { rows, reports, refused, findings: findings.counts };
}

function reportOf(
  row: PipelineRow,
  { fields, listPrice }: Joined,
  findings: Findings,
): Pick<DatedReport, 'kind' | 'body' | 'day'> | undefined {
  const closedOn = isoDate(row.close_date);
  const closed = dayNumber(closedOn);
  if (closed !== undefined && closedOn !== row.close_date) {
    findings.add('closing dates written as month/day/year: read in that order');
  }
  switch (row.deal_stage.toLowerCase()) {
    case 'won':
      return { kind: 'win', day: closed, body: { wonOn: closedOn, ...fields, ...money(row.close_value) } };
    case 'lost': {
      const isWorthless = Number(row.close_value) === 0;
      if (isWorthless) findings.add("lost deals with the value 0: the product's list price was taken");
      const amount = isWorthless ? listPrice : row.close_value;
      const reason = { outcome: 'unknown', primaryReason: 'unknown' };
      findings.add('losses without a competitor or a reason in the export: both "unknown"');
      return {
        kind: 'loss',
        day: closed,
        body: { lostOn: closedOn, ...reason, ...fields, ...money(amount) },
      };
    }
    case 'engaging':
    case 'prospecting': {
      const day = dayNumber(isoDate(row.engage_date));
      findings.add("open deals have no value yet: the product's list price was taken");
      if (day === undefined) findings.add('open deals without any date: reported on the last day');
      return { kind: 'update', day, body: { ...fields, ...money(listPrice), stage: row.deal_stage } };
    }
    default:
      return undefined;
  }
}

const money = (amount: string | undefined) =>
  amount === undefined || amount === '' ? {} : { amount, currency: CURRENCY };
