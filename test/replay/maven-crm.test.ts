import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readCsv } from '../../infra/local/replay/csv-table.ts';
import { readExport } from '../../infra/local/replay/read-export.ts';
import { createReportSchemas } from '../../shared/domain/report.ts';

const FOLDER = resolve(import.meta.dirname, '../../../shared/data/maven-crm');
const isThere = existsSync(FOLDER);
if (!isThere) console.info(`Skipped: the public CRM export is not in ${FOLDER}.`);

describe.skipIf(!isThere)('a public CRM export of 8,800 opportunities', () => {
  const files = isThere ? readdirSync(FOLDER) : [];
  const found = readExport(files.map((file) => readCsv(file, readFileSync(join(FOLDER, file)))));
  const count = (kind: string) => found.reports.filter((report) => report.kind === kind).length;

  test('every row is read', () => {
    expect([found.rows, found.refused]).toEqual([8800, []]);
    expect([count('win'), count('loss'), count('update')]).toEqual([4238, 2473, 2089]);
  });

  test('every report fits the schema of the API', () => {
    const { openDeal, loss, win } = createReportSchemas();
    const schemas = { update: openDeal, loss, win, mention: openDeal };
    const refused = found.reports.filter(
      ({ kind, body }) => !schemas[kind].safeParse(JSON.parse(JSON.stringify(body))).success,
    );
    expect(refused).toEqual([]);
  });

  test('the known dirt is counted', () => {
    const counts = [...found.findings];
    const times = (what: RegExp) => counts.find(([words]) => what.test(words))?.[1];
    expect(times(/without an account/)).toBe(1425);
    expect(times(/value 0/)).toBe(2473);
    expect(times(/month\/day\/year/)).toBe(6711);
    expect(times(/spelled otherwise/)).toBeGreaterThan(1000);
    expect(times(/list price$|do not list/)).toBeUndefined();
  });

  test('every closed deal has an amount, a product and a region', () => {
    const closed = found.reports.filter(({ kind }) => kind !== 'update');
    const poor = closed.filter(({ body }) => !body.amount || !body.product || !body.region || !body.owner);
    expect(poor).toEqual([]);
  });
});
