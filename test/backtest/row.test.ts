import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mapDeals } from '../../infra/local/replay/deals-table.ts';
import { COLUMNS, columnsOf } from '../../shared/domain/backtest/columns.ts';
import { createCompactRows } from '../../shared/domain/backtest/compact-rows.ts';
import { loggedAt } from '../../shared/domain/backtest/logged-at.ts';
import { createRowReader, type ReadRow } from '../../shared/domain/backtest/row.ts';
import { dateOfDay } from '../../shared/domain/calendar-date.ts';
import { reportedClosing } from '../../shared/domain/closing-of-entry.ts';
import { createReportSchemas } from '../../shared/domain/report.ts';

function readerOf(header: readonly string[]): ReadRow {
  const found = columnsOf(header);
  if (found.kind === 'unusable') throw new Error(found.message);
  return createRowReader(found.columns);
}

/** The first values are right, the last ones wrong: most rows should be taken. */
const oneOf = (...values: readonly string[]) =>
  fc.oneof(
    { weight: 9, arbitrary: fc.constantFrom(...values.slice(0, 2)) },
    { weight: 1, arbitrary: fc.constantFrom(...values) },
  );
const cells = fc.record({
  deal_id: oneOf('D-1', 'D-2', 'a b', ''),
  status: oneOf('lost', 'won', 'Lost', 'open'),
  closed_on: oneOf('2026-03-02', '2026-03-03', '2025-01-25', '2025-01-26', '2026-02-30', ''),
  logged_at: oneOf('', '2026-03-02', '2026-03-02T10:00:00Z', 'yesterday'),
  outcome: oneOf('', 'competitor', 'no_decision', 'stolen'),
  primary_reason: oneOf('', 'price', 'other', 'weather'),
  secondary_reasons: oneOf(
    '',
    'timing',
    'timing; price',
    'timing;timing',
    'a',
    'timing;poor_fit;no_budget;incumbent',
  ),
  competitor: oneOf(
    '',
    'Acme',
    'ACME ',
    'n/a',
    'unknown',
    'Über GmbH',
    `${'x'.repeat(201)}`,
    'a\u0007b',
    '-',
  ),
  segment: oneOf('', 'enterprise', 'n/a', 'x'.repeat(201)),
  region: oneOf('', 'DACH'),
  product: oneOf('', 'Planner'),
  amount: oneOf('', '100', '100.50', '100.505', '-5', '1e3', '1234567890123', '0'),
  currency: oneOf('', 'EUR', 'JPY', 'eur', 'XXQ'),
  rep: oneOf('', 'Ada', 'Zoë', 'x'.repeat(201)),
  account: oneOf('', 'Northwind', '株式会社', 'x'.repeat(201), 'a\u202eb'),
  note: oneOf('', 'Too dear', 'They went with the other offer.', 'Größer', 'x'.repeat(4001), 'a\u0000b'),
});

/** What the API says of the same row, by the way a replay takes. */
function asReported(row: Readonly<Record<string, string>>) {
  const line = Object.fromEntries(Object.entries(row).map(([name, text]) => [name, text.trim()]));
  const table = {
    file: 'deals.csv',
    columns: [...COLUMNS],
    rows: [{ line: 2, cells: line }],
    broken: [],
    notes: [],
  };
  const { reports } = mapDeals(table);
  const [report] = reports;
  if (report === undefined || report.day === undefined || (report.kind !== 'loss' && report.kind !== 'win'))
    return undefined;
  const schemas = createReportSchemas(dateOfDay(report.day));
  const position = { seq: 1, recordedAt: report.day * 86_400_000, dealId: report.dealId };
  if (report.kind === 'loss') {
    const body = schemas.loss.safeParse(report.body);
    return body.success
      ? reportedClosing({ ...position, type: 'DealLost', reporter: body.data.owner, report: body.data })
      : undefined;
  }
  const body = schemas.win.safeParse(report.body);
  return body.success
    ? reportedClosing({ ...position, type: 'DealWon', reporter: body.data.owner, report: body.data })
    : undefined;
}

test('a row is taken exactly where the API would take it, and as the same closed deal', () => {
  const readRow = readerOf(COLUMNS);
  fc.assert(
    fc.property(cells, (row) => {
      const expected = asReported(row);
      const read = readRow(COLUMNS.map((column) => row[column]));
      expect(read.kind).toBe(expected === undefined ? 'fault' : 'row');
      if (read.kind === 'fault') {
        expect(read.message).not.toBe('');
        return;
      }
      const rows = createCompactRows();
      rows.add(read.row, 2);
      const [logged] = [...rows.inOrder()];
      if (logged?.kind !== 'closing' || expected === undefined) throw new Error('There is no closing.');
      expect({ ...logged.closing, recordedAt: expected.recordedAt }).toEqual(expected);
    }),
    { numRuns: 1000 },
  );
});

describe('faults', () => {
  const readRow = readerOf(['deal_id', 'status', 'closed_on', 'competitor', 'amount', 'currency']);

  test.each([
    [['D-1', 'lost', '2026-03-02', 'Acme'], null, /as many cells \(4\) as the header has columns \(6\)/],
    [['D 1', 'lost', '2026-03-02', 'Acme', '', ''], 'deal_id', /Is not a deal id/],
    [['D-1', 'open', '2026-03-02', 'Acme', '', ''], 'status', /neither lost nor won/],
    [['D-1', 'lost', '02.03.2026', 'Acme', '', ''], 'closed_on', /Write it as YYYY-MM-DD/],
    [['D-1', 'lost', '', 'Acme', '', ''], 'closed_on', /Is missing/],
    [['D-1', 'lost', '2026-03-02', 'n/a', '', ''], 'competitor', /Is not a name/],
    [['D-1', 'lost', '2026-03-02', 'n/a', '-5', 'EUR'], 'competitor', /Is not a name.* amount: Is negative/],
    [['D-1', 'won', '2026-03-02', '', '5', ''], 'currency', /Is missing\. An amount needs a currency/],
  ])('%j', (row, column, message) => {
    expect(readRow(row)).toEqual({ kind: 'fault', column, message: expect.stringMatching(message) });
  });

  test('a day is judged by the day on which it was logged', () => {
    const reader = readerOf(['deal_id', 'status', 'closed_on', 'logged_at']);
    const columnOf = (closed: string, logged: string) => {
      const read = reader(['D-1', 'won', closed, logged]);
      return read.kind === 'fault' ? [read.column, read.message] : read.kind;
    };
    expect(columnOf('2026-03-02', '2026-03-01T23:59:59Z')).toEqual([
      'closed_on',
      expect.stringMatching(/in the future\. Give today \(1 Mar 2026\)/),
    ]);
    expect(columnOf('2026-03-02', '2026-03-01T23:59:59-01:00')).toBe('row');
    expect(columnOf('2025-01-25', '2026-03-02')).toEqual([
      'closed_on',
      expect.stringMatching(/400 days back/),
    ]);
    expect(columnOf('2026-03-02', 'soon')).toEqual([
      'logged_at',
      expect.stringMatching(/Is not a date or time/),
    ]);
  });
});

describe('logged_at', () => {
  test.each([
    ['2026-03-02', '2026-03-02T00:00:00.000Z'],
    ['2026-03-02T14:30', '2026-03-02T14:30:00.000Z'],
    ['2026-03-02 14:30:15', '2026-03-02T14:30:15.000Z'],
    ['2026-03-02T14:30:15.5Z', '2026-03-02T14:30:15.500Z'],
    ['2026-03-02T14:30:15.123456+02:00', '2026-03-02T12:30:15.123Z'],
    ['2026-03-02T00:30:00-0130', '2026-03-02T02:00:00.000Z'],
    ['2026-03-02t23:59:59z', '2026-03-02T23:59:59.000Z'],
  ])('%s', (text, moment) => {
    expect(new Date(loggedAt(text) ?? Number.NaN).toISOString()).toBe(moment);
  });

  test.each([
    '',
    '2026-02-30',
    '2026-03-02T25:00',
    '2026-03-02T10:60',
    '2026-03-02T10',
    '02/03/2026',
    '2026-03-02Z',
  ])('not %j', (text) => {
    expect(loggedAt(text)).toBeUndefined();
  });
});

describe('the header', () => {
  test('may be in any order and case', () => {
    const read = readerOf(['CLOSED_ON', ' Status ', '\ufeffDeal_ID'])(['2026-03-02', 'Won', 'D-1']);
    expect(read).toMatchObject({ kind: 'row', row: { dealId: 'D-1', result: 'won', closedOn: 20_514 } });
  });

  test.each([
    [['deal_id', 'closed_on'], /Lacks the column status in its header/],
    [['id'], /Lacks the columns deal_id, status, closed_on/],
    [['deal_id', 'status', 'closed_on', 'note', 'NOTE'], /Has the column note twice/],
  ])('%j', (header, message) => {
    expect(columnsOf(header)).toEqual({ kind: 'unusable', message: expect.stringMatching(message) });
  });
});
