import { dateOfDay } from '../calendar-date.ts';
import { COLUMN_OF_FIELD } from '../csv/deal-columns.ts';
import { type Money, parseMoney } from '../money.ts';
import { createReportSchemas, MAX_DAYS_BACK, storedReports } from '../report.ts';
import { remembering } from './memory.ts';
import type { NamedCells } from './named-cells.ts';

type Verdict =
  | { readonly kind: 'right'; readonly money: Money | undefined }
  | { readonly kind: 'wrong'; readonly column: string | null; readonly message: string };

/** The days that a report is judged by, as numbers; undefined where the row does not say. */
interface Days {
  readonly closedOn: number | undefined;
  readonly today: number | undefined;
}

export type ReportCheck = (status: 'lost' | 'won', cells: NamedCells, days: Days) => Verdict;

/**
 * Checks the reports of a table by the schemas that check the form and the API.
 *
 * To ask a schema takes 15 microseconds, which would be most of the time of a backtest. So each different cell is asked
 * about once, and whole rows only where the rules about several fields at once could say no.
 */
export function createReportCheck(): ReportCheck {
  const isObviouslyRight = createQuickCheck();
  return (status, cells, days) => {
    const money = moneyIn(cells);
    return isObviouslyRight(cells, days, money)
      ? { kind: 'right', money }
      : checked(status, cells, days, money);
  };
}

const moneyIn = ({ amount, currency }: NamedCells): Money | undefined =>
  amount !== undefined && currency !== undefined && DECIMAL.test(amount)
    ? parseMoney(amount, currency)
    : undefined;

const DECIMAL = /^\d{1,12}(\.\d{1,6})?$/;
/** One line in printable ASCII; cells come without spaces around them. */
const PLAIN_LINE = /^[ -~]{1,200}$/;
const PLAIN_NOTE = /^[ -~]{1,4000}$/;

/** Says yes only where the schema would; see the test that holds both against each other. */
function createQuickCheck(): (cells: NamedCells, days: Days, money: Money | undefined) => boolean {
  const { shape } = storedReports.loss;
  const isRight = (column: keyof typeof shape) =>
    remembering((text: string) => shape[column].safeParse(text).success);
  const codes = {
    outcome: isRight('outcome'),
    primary_reason: isRight('primaryReason'),
    competitor: isRight('competitor'),
    segment: isRight('segment'),
    region: isRight('region'),
    product: isRight('product'),
    currency: isRight('currency'),
  } as const;
  const isLine = isRight('account');
  const reasons = remembering((text) => {
    const list = reasonList(text);
    const parsed = shape.secondaryReasons.safeParse(list);
    return parsed.success && list.length <= 3 && new Set(list).size === list.length ? list : undefined;
  });
  const { outcome, primary_reason, competitor, segment, region, product, currency } = codes;
  const absentOr = (is: (text: string) => boolean, text: string | undefined) =>
    text === undefined || is(text);
  const isPlain = (text: string) => PLAIN_LINE.test(text) || isLine(text);
  const isNote = (text: string) => PLAIN_NOTE.test(text) || shape.note.safeParse(text).success;

  return (cells, { closedOn, today }, money) => {
    if (closedOn === undefined || today === undefined) return false;
    if (closedOn > today || today - closedOn > MAX_DAYS_BACK) return false;
    if ((cells.amount !== undefined || cells.currency !== undefined) && money === undefined) return false;
    if (cells.outcome === 'competitor' && cells.competitor === undefined) return false;
    // It needs a note that says something.
    if (cells.primary_reason === 'other') return false;
    const others = cells.secondary_reasons === undefined ? [] : reasons(cells.secondary_reasons);
    if (others === undefined || (others.length > 0 && others.includes(cells.primary_reason ?? '')))
      return false;
    return (
      absentOr(outcome, cells.outcome) &&
      absentOr(primary_reason, cells.primary_reason) &&
      absentOr(competitor, cells.competitor) &&
      absentOr(segment, cells.segment) &&
      absentOr(region, cells.region) &&
      absentOr(product, cells.product) &&
      absentOr(currency, cells.currency) &&
      absentOr(isPlain, cells.rep) &&
      absentOr(isPlain, cells.account) &&
      absentOr(isNote, cells.note)
    );
  };
}

function checked(
  status: 'lost' | 'won',
  cells: NamedCells,
  { closedOn, today }: Days,
  money: Money | undefined,
): Verdict {
  const body = {
    primaryReason: cells.primary_reason,
    secondaryReasons: cells.secondary_reasons === undefined ? undefined : reasonList(cells.secondary_reasons),
    competitor: cells.competitor,
    account: cells.account,
    amount: cells.amount,
    currency: cells.currency,
    segment: cells.segment,
    region: cells.region,
    product: cells.product,
    owner: cells.rep,
    note: cells.note,
  };
  const isFar =
    closedOn !== undefined && today !== undefined && (closedOn > today || today - closedOn > MAX_DAYS_BACK);
  const schemas = isFar ? createReportSchemas(dateOfDay(today)) : storedReports;
  const result =
    status === 'lost'
      ? schemas.loss.safeParse({ ...body, lostOn: cells.closed_on, outcome: cells.outcome })
      : schemas.win.safeParse({ ...body, wonOn: cells.closed_on });
  if (result.success) return { kind: 'right', money };
  const [first, ...others] = result.error.issues.map(({ path, message }) => {
    const field = String(path[0] ?? '');
    return { column: COLUMN_OF_FIELD[field] ?? (field || null), message };
  });
  const more = others.map(({ column, message }) => `${column}: ${message}`);
  return {
    kind: 'wrong',
    column: first?.column ?? null,
    message: [first?.message ?? 'Is wrong.', ...more].join(' '),
  };
}

const reasonList = (cell: string): string[] =>
  cell
    .split(';')
    .map((code) => code.trim())
    .filter((code) => code !== '');
