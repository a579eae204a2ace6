import { describe, expect, test } from 'vitest';
import { mapPipeline } from '../../infra/local/replay/pipeline-tables.ts';
import { dayNumber } from '../../shared/domain/calendar-date.ts';
import { tableIn } from './in-memory.ts';

const HEADER = 'opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value';
const LOOKUPS = {
  accounts: [tableIn('account,sector\nHollow Ltd,farming\n')],
  products: [tableIn('product,sales_price\nBig Pump,900\n')],
  teams: [tableIn('sales_agent,manager,regional_office\nKim Ray,Lee,North\n')],
};
const map = (...rows: string[]) => mapPipeline(tableIn([HEADER, ...rows].join('\n')), LOOKUPS);

const JOINED = {
  account: 'Hollow Ltd',
  segment: 'farming',
  region: 'North',
  product: 'Big Pump',
  owner: 'Kim Ray',
  currency: 'USD',
};

describe('an opportunity becomes a report', () => {
  test('won: with what it brought', () => {
    expect(map('O1,Kim Ray,Big Pump,Hollow Ltd,Won,10/2/2016,3/1/2017,1054').reports).toMatchObject([
      {
        kind: 'win',
        dealId: 'O1',
        day: dayNumber('2017-03-01'),
        body: { wonOn: '2017-03-01', amount: '1054', ...JOINED },
      },
    ]);
  });

  test('lost: at the list price, for reasons nobody gave', () => {
    expect(map('O1,Kim Ray,Big Pump,Hollow Ltd,Lost,10/2/2016,12/31/2017,0').reports).toMatchObject([
      {
        kind: 'loss',
        day: dayNumber('2017-12-31'),
        body: {
          lostOn: '2017-12-31',
          outcome: 'unknown',
          primaryReason: 'unknown',
          amount: '900',
          ...JOINED,
        },
      },
    ]);
  });

  test.each([
    ['Engaging', '10/2/2016', dayNumber('2016-10-02')],
    ['Prospecting', '', undefined],
  ])('%s: open', (stage, engaged, day) => {
    expect(map(`O1,Kim Ray,Big Pump,Hollow Ltd,${stage},${engaged},,`).reports).toMatchObject([
      { kind: 'update', day, body: { stage, amount: '900', ...JOINED } },
    ]);
  });

  test('a stage that nobody knows is refused', () => {
    expect(map('O1,Kim Ray,Big Pump,Hollow Ltd,Dreaming,,,')).toMatchObject({
      reports: [],
      refused: [{ line: 2, what: expect.stringMatching(/^deal_stage: Is not one of/) }],
    });
  });
});

describe('dirt is mended where that is safe, and counted', () => {
  test.each([
    ['no account', 'O1,Kim Ray,Big Pump,,Won,,3/1/2017,5', /without an account/, { account: undefined }],
    [
      'other spelling',
      'O1,Kim Ray,BIGpump,Hollow Ltd,Won,,3/1/2017,5',
      /spelled otherwise/,
      { product: 'Big Pump' },
    ],
    [
      'strange product',
      'O1,Kim Ray,Kettle,Hollow Ltd,Lost,,3/1/2017,0',
      /no list price/,
      { product: 'Kettle' },
    ],
    ['strange agent', 'O1,Nobody,Big Pump,Hollow Ltd,Won,,3/1/2017,5', /no region/, { region: undefined }],
    ['strange account', 'O1,Kim Ray,Big Pump,Void,Won,,3/1/2017,5', /no segment/, { account: 'Void' }],
    ['worthless loss', 'O1,Kim Ray,Big Pump,Void,Lost,,3/1/2017,0', /value 0/, { amount: '900' }],
    [
      'American date',
      'O1,Kim Ray,Big Pump,Void,Lost,,3/1/2017,0',
      /month\/day\/year/,
      { lostOn: '2017-03-01' },
    ],
  ])('%s', (_, row, finding, body) => {
    const { reports, findings } = map(row);
    expect(reports[0]?.body).toMatchObject(body);
    expect([...findings].filter(([what]) => finding.test(what))).toEqual([[expect.anything(), 1]]);
  });

  test('without a list price there is no amount, and no currency', () => {
    const body = map('O1,Kim Ray,Kettle,Hollow Ltd,Lost,,3/1/2017,0').reports[0]?.body;
    expect(Object.keys(body ?? {})).not.toContain('currency');
  });

  test('a clean row gives nothing to count but its date', () => {
    expect(map('O1,Kim Ray,Big Pump,Hollow Ltd,Won,,3/1/2017,5').findings.size).toBe(1);
  });
});

test.each(['', 'O 1'])('an opportunity without a legal id is refused: "%s"', (id) => {
  const { reports, refused, rows } = map(`${id},Kim Ray,Big Pump,Hollow Ltd,Won,10/2/2016,3/1/2017,1054`);
  expect({ reports, rows }).toEqual({ reports: [], rows: 1 });
  expect(refused).toEqual([
    { file: 'export.csv', line: 2, what: expect.stringMatching(/^opportunity_id: Is not a deal id\./) },
  ]);
});
