import { describe, expect, it } from 'vitest';
import { getCompetitor, listCompetitors } from '../../shared/store/competitors.ts';
import { offeredNames, readableByKey, readableNames } from '../../shared/store/names.ts';
import { aLoss } from '../support/reports.ts';
import { aSite } from '../web/site.ts';

/** A report brought "acme corp" and "Globex"; nobody has reported "Initech". */
async function aSiteWithNames() {
  const site = aSite();
  await site.report(
    { kind: 'loss', dealId: 'D-1', report: aLoss({ competitor: 'acme corp', segment: 'Acme Corp' }) },
    { kind: 'loss', dealId: 'D-2', report: aLoss({ competitor: 'Globex', segment: 'Retail' }) },
  );
  return site;
}
type Site = Awaited<ReturnType<typeof aSiteWithNames>>;
const namesIn = async ({ table }: Site) => [...(await readableByKey(table, 'competitor')).values()].sort();

describe('The name in the register', () => {
  it('comes before the first spelling of a report, for competitors only', async () => {
    const site = await aSiteWithNames();
    const { table, decide } = site;
    const keys = { competitor: 'acme', segment: 'acmecorp' };
    expect(await readableNames(table, keys)).toEqual({ competitor: 'acme corp', segment: 'Acme Corp' });
    await decide({ kind: 'confirm', name: 'ACME Corp.' });
    expect(await readableNames(table, keys)).toEqual({ competitor: 'ACME Corp.', segment: 'Acme Corp' });
    expect(await namesIn(site)).toEqual(['ACME Corp.', 'Globex']);
    expect((await offeredNames(table)).segment).toEqual(['Acme Corp', 'Retail']);
  });

  it('is readable after it was archived, and not offered', async () => {
    const site = await aSiteWithNames();
    const { table, decide } = site;
    await decide({ kind: 'archive', name: 'ACME Corp.' });
    expect(await readableNames(table, { competitor: 'acme' })).toEqual({ competitor: 'ACME Corp.' });
    expect(await namesIn(site)).toEqual(['ACME Corp.', 'Globex']);
    expect((await offeredNames(table)).competitor).toEqual(['Globex']);
  });

  it('is readable and offered before a report brings it', async () => {
    const { table, decide } = await aSiteWithNames();
    await decide({ kind: 'confirm', name: 'Initech' });
    expect(await readableNames(table, { competitor: 'initech' })).toEqual({ competitor: 'Initech' });
    expect((await offeredNames(table)).competitor).toEqual(['acme corp', 'Globex', 'Initech']);
  });

  it('is that of the competitor under which it is counted, and is not offered beside it', async () => {
    const { table, decide } = await aSiteWithNames();
    await decide({ kind: 'merge', name: 'acme corp', into: 'Globex' });
    await decide({ kind: 'merge', name: 'Globex', into: 'Initech Inc.' });
    expect(await readableNames(table, { competitor: 'acme' })).toEqual({ competitor: 'Initech Inc.' });
    expect((await offeredNames(table)).competitor).toEqual(['Initech Inc.']);
  });

  it('is not offered when it was dismissed, and is again when that is undone', async () => {
    const { table, decide } = await aSiteWithNames();
    const outcome = await decide({ kind: 'dismiss', name: 'Globex' });
    expect((await offeredNames(table)).competitor).toEqual(['acme corp']);
    await decide({ kind: 'separate', undoes: outcome.kind === 'stored' ? outcome.entry.seq : 0 });
    expect((await offeredNames(table)).competitor).toEqual(['acme corp', 'Globex']);
  });

  it('is in the suggestions of the form', async () => {
    const site = aSite();
    await site.report({ kind: 'loss', dealId: 'D-1', report: aLoss({ competitor: 'acme corp' }) });
    await site.decide({ kind: 'confirm', name: 'ACME Corp.' });
    const { html } = await site.get('/report/loss');
    expect(html).toContain('<option value="ACME Corp."></option>');
    expect(html).not.toContain('<option value="acme corp"></option>');
  });
});

describe('A competitor', () => {
  it('is read by its key as the list has it', async () => {
    const { table, decide } = await aSiteWithNames();
    await decide({ kind: 'archive', name: 'Initech' });
    await decide({ kind: 'confirm', name: 'Globex' });
    await decide({ kind: 'merge', name: 'acme corp', into: 'Globex' });
    for (const one of await listCompetitors(table)) expect(await getCompetitor(table, one.key)).toEqual(one);
    expect((await listCompetitors(table)).map(({ key, standing }) => [key, standing])).toEqual([
      ['acme', 'merged'],
      ['globex', 'known'],
      ['initech', 'archived'],
    ]);
    expect(await getCompetitor(table, 'nobody')).toBeUndefined();
  });

  it('may have been meant by a name that is close to it', async () => {
    const { table, report, decide } = await aSiteWithNames();
    await decide({ kind: 'confirm', name: 'Salesforce' });
    await report({ kind: 'loss', dealId: 'D-3', report: aLoss({ competitor: 'Salesfroce' }) });
    expect((await getCompetitor(table, 'salesfroce'))?.standing).toBe('candidate');
    const listed = await listCompetitors(table);
    const nearOf = (key: string) => listed.find((one) => one.key === key)?.near;
    expect(nearOf('salesfroce')).toEqual([{ key: 'salesforce', name: 'Salesforce' }]);
    expect(nearOf('globex')).toEqual([]);
    expect(nearOf('salesforce')).toEqual([]);
  });
});
