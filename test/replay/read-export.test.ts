import { describe, expect, test } from 'vitest';
import { readCsv } from '../../infra/local/replay/csv-table.ts';
import { readExport } from '../../infra/local/replay/read-export.ts';

const file = (name: string, text: string) => readCsv(name, new TextEncoder().encode(text));

describe('a file is known by its header', () => {
  test.each([
    ['deal_id;closed_on;status\nD-1;2026-03-02;won\n', 1, /^1 row: deals in Tandem's columns/],
    ['CLOSED_ON,STATUS,DEAL_ID\n2026-03-02,won,D-1\n', 1, /^1 row: deals/],
    ['deal_id,status\nD-1,won\n', 0, /^Not read, .* missing in its header: closed_on\. Add/],
    [
      'opportunity_id,sales_agent,product,account,deal_stage,engage_date\nO1,K,P,A,Won,\n',
      0,
      /missing in its header: close_date, close_value/,
    ],
    ['table,field,description\naccounts,account,name\n', 0, /^Not understood and skipped/],
    ['account,year\nHollow Ltd,1999\n', 0, /^Not understood/],
    ['', 0, /^Is empty/],
  ])('%j', (text, rows, what) => {
    const found = readExport([file('x.csv', text)]);
    expect(found.rows).toBe(rows);
    expect(found.files).toEqual([{ file: 'x.csv', what: expect.stringMatching(what) }]);
  });
});

test('tables that belong together may come in any order, with strangers between them', () => {
  const found = readExport([
    file('teams.csv', 'sales_agent,regional_office\nKim Ray,North\n'),
    file('dictionary.csv', 'table,field\naccounts,account\n'),
    file(
      'sales.csv',
      'opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value\nO1,Kim Ray,Pump,Hollow Ltd,Won,,3/1/2017,7\n',
    ),
    file('own.csv', 'deal_id,status,closed_on\nD-1,won,2017-03-02\n'),
    file('accounts.csv', 'account,sector\nHollow Ltd,farming\n'),
  ]);
  expect(found.reports.map(({ body }) => [body.region, body.segment])).toEqual([
    [undefined, undefined],
    ['North', 'farming'],
  ]);
  expect(found.rows).toBe(2);
});
