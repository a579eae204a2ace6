import { describe, expect, test } from 'vitest';
import { mapDeals } from '../../infra/local/replay/deals-table.ts';
import { dayNumber } from '../../shared/domain/calendar-date.ts';
import { tableIn } from './in-memory.ts';

const map = (text: string) => mapDeals(tableIn(text));
const NO_ID =
  'Is not a deal id. Use 1 to 64 letters, digits, points, colons, hyphens or underscores, starting with a letter or digit.';

describe('a row becomes the report of a rep', () => {
  test('a loss, with every column', () => {
    const { reports, findings } = map(
      'note,account,rep,currency,amount,product,region,segment,competitor,secondary_reasons,primary_reason,outcome,logged_at,closed_on,status,DEAL_ID\n' +
        'Said so,Hollow Ltd,Kim,EUR,12.50,Pump,North,large,Rival,"price; timing",incumbent,competitor,2026-03-05T09:30:00Z,2026-03-02,Lost,D-1\n',
    );
    expect(reports).toEqual([
      {
        kind: 'loss',
        dealId: 'D-1',
        day: dayNumber('2026-03-05'),
        body: {
          lostOn: '2026-03-02',
          outcome: 'competitor',
          primaryReason: 'incumbent',
          secondaryReasons: ['price', 'timing'],
          competitor: 'Rival',
          account: 'Hollow Ltd',
          amount: '12.50',
          currency: 'EUR',
          segment: 'large',
          region: 'North',
          product: 'Pump',
          owner: 'Kim',
          note: 'Said so',
        },
        origin: { file: 'export.csv', line: 2, columnOf: expect.objectContaining({ lostOn: 'closed_on' }) },
      },
    ]);
    expect(findings).toEqual(new Map());
  });

  test('a win needs no more than its date', () => {
    const { reports } = map('deal_id,status,closed_on\nD-1,won,2026-03-02\n');
    expect(reports).toMatchObject([{ kind: 'win', day: dayNumber('2026-03-02') }]);
    expect(JSON.parse(JSON.stringify(reports[0]?.body))).toEqual({ wonOn: '2026-03-02' });
  });

  test('an open deal, and the competitor in it', () => {
    const { reports } = map(
      'deal_id,status,closed_on,competitor,stage\nD-1,open,2026-09-01,Rival,proposal\nD-2,open,,unknown,\n',
    );
    expect(reports).toMatchObject([
      {
        kind: 'update',
        dealId: 'D-1',
        day: undefined,
        body: { expectedCloseOn: '2026-09-01', stage: 'proposal' },
      },
      { kind: 'mention', dealId: 'D-1', body: { competitor: 'Rival' } },
      { kind: 'update', dealId: 'D-2' },
    ]);
  });
});

describe('what is missing', () => {
  test.each([
    ['Rival', '', '', 'competitor', 'unknown'],
    ['', '', 'price', 'unknown', 'price'],
    ['', 'withdrawn', 'price', 'withdrawn', 'price'],
  ])(
    'competitor "%s", outcome "%s", reason "%s": %s and %s',
    (competitor, outcome, reason, outcomeTaken, reasonTaken) => {
      const { reports, findings } = map(
        `deal_id,status,closed_on,competitor,outcome,primary_reason\nD-1,lost,2026-03-02,${competitor},${outcome},${reason}\n`,
      );
      expect(reports[0]?.body).toMatchObject({ outcome: outcomeTaken, primaryReason: reasonTaken });
      expect(findings.size).toBe([outcome, reason].filter((text) => text === '').length);
    },
  );

  test.each([
    [',lost,2026-03-02,', `deal_id: ${NO_ID}`],
    ['D 1/2,open,2026-03-02,', `deal_id: ${NO_ID}`],
    ['D-1,lots,2026-03-02,', 'status: Is not one of lost, won and open.'],
    ['D-1,lost,2026-03-02,yesterday', 'logged_at: Is not a date. Write it as YYYY-MM-DD, or leave it empty.'],
  ])('%s is refused before it is sent', (row, what) => {
    const { reports, refused, rows } = map(`deal_id,status,closed_on,logged_at\n${row}\n`);
    expect({ reports, refused, rows }).toEqual({
      reports: [],
      refused: [{ file: 'export.csv', line: 2, what }],
      rows: 1,
    });
  });

  test('a date that is none is left to the API', () => {
    const { reports } = map('deal_id,status,closed_on\nD-1,lost,02.03.2026\n');
    expect(reports).toMatchObject([{ day: undefined, body: { lostOn: '02.03.2026' } }]);
  });
});

test.each(['weather', 'constructor'])('a column that says nothing to Tandem is named: %s', (column) => {
  const { findings } = map(`deal_id,status,closed_on,${column}\nD-1,won,2026-03-02,rain\n`);
  expect([...findings.keys()]).toEqual([`columns that are not used: "${column}"`]);
});
