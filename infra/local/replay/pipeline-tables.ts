import * as z from 'zod';
import { dayNumber } from '../../../shared/domain/calendar-date.ts';
import { nameKey } from '../../../shared/domain/names.ts';
import type { CsvTable } from './csv-table.ts';
import type { DatedReport, Mapped, Origin } from './dated-report.ts';
import { createFindings, type Findings } from './findings.ts';
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

/** The tables beside the pipeline, by the key of what they are about. */
export interface Lookups {
  readonly accounts: readonly CsvTable[];
  readonly products: readonly CsvTable[];
  readonly teams: readonly CsvTable[];
}

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

interface Joined {
  readonly fields: Readonly<Record<string, string | undefined>>;
  readonly listPrice: string | undefined;
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

/** Looks up what the other tables know of a row. Names are matched without regard to case, spaces and punctuation. */
function createJoin(lookups: Lookups, findings: Findings): (row: PipelineRow) => Joined {
  const sectors = indexed(lookups.accounts, 'account', 'sector');
  const prices = indexed(lookups.products, 'product', 'sales_price');
  const productNames = indexed(lookups.products, 'product', 'product');
  const regions = indexed(lookups.teams, 'sales_agent', 'regional_office');
  return ({ account, product, sales_agent }) => {
    const segment = sectors.get(nameKey(account));
    const region = regions.get(nameKey(sales_agent));
    const productName = productNames.get(nameKey(product));
    if (account === '') findings.add('rows without an account: account and segment left out');
    else if (segment === undefined) findings.add('accounts that the accounts do not list: no segment');
    if (region === undefined) findings.add('sales agents that the teams do not list: no region');
    if (productName === undefined) findings.add('products that the products do not list: no list price');
    else if (productName !== product) {
      findings.add('products spelled otherwise than in the list of products: spelled as there');
    }
    return {
      fields: {
        account: account || undefined,
        segment,
        region,
        product: productName ?? (product || undefined),
        owner: sales_agent || undefined,
      },
      listPrice: prices.get(nameKey(product)),
    };
  };
}

function indexed(tables: readonly CsvTable[], key: string, value: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const { cells } of tables.flatMap(({ rows }) => rows)) {
    const text = cells[value] ?? '';
    if (text !== '') found.set(nameKey(cells[key] ?? ''), text);
  }
  return found;
}
