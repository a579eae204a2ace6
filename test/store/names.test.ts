import { describe, expect, it } from 'vitest';
import { decideCompetitor, getCompetitor, listCompetitors } from '../../shared/store/competitors.ts';
import { listNames, offeredNames, readableNames } from '../../shared/store/names.ts';
import { aLoss } from '../support/reports.ts';
import { aSite } from '../web/site.ts';

/** A report brought "acme corp" and "Globex"; nobody has reported "Initech". */
async function aTable() {
  const { table, report } = aSite();
  await report(
    { kind: 'loss', dealId: 'D-1', report: aLoss({ competitor: 'acme corp', segment: 'Acme Corp' }) },
    { kind: 'loss', dealId: 'D-2', report: aLoss({ competitor: 'Globex', segment: 'Retail' }) },
  );
  return table;
}
const namesIn = async (table: Awaited<ReturnType<typeof aTable>>) =>
  (await listNames(table, 'competitor')).map(({ name }) => name);

describe('The name in the register', () => {
  it('comes before the first spelling of a report, for competitors only', async () => {
    const table = await aTable();
    const keys = { competitor: 'acmecorp', segment: 'acmecorp' };
    expect(await readableNames(table, keys)).toEqual({ competitor: 'acme corp', segment: 'Acme Corp' });
    await decideCompetitor(table, 'ACME Corp.', 'candidate');
    expect(await readableNames(table, keys)).toEqual({ competitor: 'ACME Corp.', segment: 'Acme Corp' });
    expect(await namesIn(table)).toEqual(['ACME Corp.', 'Globex']);
    expect((await offeredNames(table)).segment).toEqual(['Acme Corp', 'Retail']);
  });

  it('is readable after it was archived, and not offered', async () => {
    const table = await aTable();
    await decideCompetitor(table, 'ACME Corp.', 'archived');
    expect(await readableNames(table, { competitor: 'acmecorp' })).toEqual({ competitor: 'ACME Corp.' });
    expect(await namesIn(table)).toEqual(['ACME Corp.', 'Globex']);
    expect((await offeredNames(table)).competitor).toEqual(['Globex']);
  });

  it('is readable and offered before a report brings it', async () => {
    const table = await aTable();
    await decideCompetitor(table, 'Initech', 'known');
    expect(await readableNames(table, { competitor: 'initech' })).toEqual({ competitor: 'Initech' });
    expect((await offeredNames(table)).competitor).toEqual(['acme corp', 'Globex', 'Initech']);
  });

  it('is in the suggestions of the form', async () => {
    const site = aSite();
    await site.report({ kind: 'loss', dealId: 'D-1', report: aLoss({ competitor: 'acme corp' }) });
    await decideCompetitor(site.table, 'ACME Corp.', 'known');
    const { html } = await site.get('/report/loss');
    expect(html).toContain('<option value="ACME Corp."></option>');
    expect(html).not.toContain('<option value="acme corp"></option>');
  });
});

describe('A competitor', () => {
  it('is read by its key as the list has it', async () => {
    const table = await aTable();
    await decideCompetitor(table, 'Initech', 'archived');
    for (const one of await listCompetitors(table)) expect(await getCompetitor(table, one.key)).toEqual(one);
    expect((await listCompetitors(table)).map(({ status }) => status)).toEqual([
      'candidate',
      'candidate',
      'archived',
    ]);
    expect(await getCompetitor(table, 'nobody')).toBeUndefined();
  });
});
