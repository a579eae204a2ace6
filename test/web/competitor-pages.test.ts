import { describe, expect, it } from 'vitest';
import { aLoss, aMention, anOpenDeal } from '../support/reports.ts';
import { aSite, fieldsOf, problemAt, type Site, wordsOf } from './site.ts';

const lost = (dealId: string, competitor: string) =>
  ({ kind: 'loss', dealId, report: aLoss({ competitor }) }) as const;

/** "Salesforce" is confirmed; reports brought "Salesfroce" and "In-house". */
async function aRegister(): Promise<Site> {
  const site = aSite();
  await site.decide({ kind: 'confirm', name: 'Salesforce' });
  await site.report(lost('D-1', 'Salesfroce'), lost('D-2', 'In-house'), lost('D-3', 'Salesforce Inc.'));
  return site;
}
const send = async (site: Site, path: string, fields: Record<string, string>) => {
  const answer = await site.post(path, fields);
  expect(answer.status).toBe(303);
  return await site.get(answer.location ?? '');
};

describe('The page of the register', () => {
  it('asks what to do with each new name, and proposes what it may have meant', async () => {
    const { html } = await (await aRegister()).get('/competitors');
    const words = wordsOf(html);
    expect(words).toContain('Salesfroce Candidate: not confirmed yet');
    expect(words).toContain('Perhaps Salesforce ? See what a merge would change.');
    expect(html).toContain('href="/competitors/salesfroce/merge?into=salesforce"');
    expect(words).toContain('In-house Candidate');
    expect(words).toContain('Salesforce Confirmed none');
  });

  it('confirms and dismisses with one button each, in the name of who uses the device', async () => {
    const site = await aRegister();
    const { html } = await site.get('/competitors');
    const confirm = fieldsOf(html, '/competitors/inhouse/decisions');
    expect(confirm).toEqual({ decision: ['confirm'], back: ['list'] });
    const answer = await site.post('/competitors/inhouse/decisions', confirm, {
      cookie: 'tandem_reporter=Mara',
    });
    expect(answer.location).toBe('/competitors?done=confirm');
    expect(wordsOf((await site.get('/competitors/inhouse')).html)).toContain('Mara Confirmed as In-house.');
    const after = await send(site, '/competitors/salesfroce/decisions', {
      decision: 'dismiss',
      back: 'list',
    });
    expect(wordsOf(after.html)).toContain('Every name was decided on.');
    expect(wordsOf(after.html)).toContain('Salesfroce Not a competitor');
  });

  it('adds a competitor, and says what is wrong with a name that is none', async () => {
    const site = await aRegister();
    const added = await send(site, '/competitors', { name: 'Globex Corp.' });
    expect(wordsOf(added.html)).toContain('It is in the register. Globex Corp. Confirmed');
    const wrong = await site.post('/competitors', { name: 'n/a' });
    expect(wrong.status).toBe(422);
    expect(problemAt(wrong.html, 'add-name')).toContain('is not a name');
    expect(wrong.html).toContain('value="n/a"');
  });
});

describe('A merge on the pages', () => {
  it('shows what would change, does it, and undoes it', async () => {
    const site = await aRegister();
    const asked = await site.get('/competitors/salesfroce/merge?into=salesforce');
    expect(asked.status).toBe(200);
    expect(wordsOf(asked.html)).toContain('What would change');
    expect(wordsOf(asked.html)).toContain('Merge Salesfroce into Salesforce');
    expect((await site.get('/competitors/salesfroce')).html).toContain('Candidate');

    const fields = fieldsOf(asked.html, '/competitors/salesfroce/decisions');
    expect(fields).toMatchObject({ decision: ['merge'], into: ['Salesforce'] });
    const merged = await site.post('/competitors/salesfroce/decisions', fields);
    const page = await site.get(merged.location ?? '');
    expect(wordsOf(page.html)).toContain('Counted under Salesforce');
    expect(wordsOf((await site.get('/competitors/salesforce')).html)).toContain('Other names Salesfroce');

    const undo = fieldsOf(page.html, '/competitors/salesfroce/decisions');
    expect(undo).toMatchObject({ decision: ['separate'] });
    const parted = await site.post('/competitors/salesfroce/decisions', undo);
    const again = await site.get(parted.location ?? '');
    expect(wordsOf(again.html)).toContain('Candidate: not confirmed yet');
    expect(wordsOf(again.html)).toContain('Undone: Salesfroce is counted under Salesfroce again.');
    // Sent once more from an old tab.
    expect((await site.post('/competitors/salesfroce/decisions', undo)).status).toBe(409);
  });

  it.each([
    ['itself', 'SALESFROCE GmbH', 409, 'They are one competitor already.'],
    ['nobody', '-', 422, 'What would change'],
    ['a name that nobody knows', 'Slaesforce', 422, 'What would change'],
  ])('into %s is not offered', async (_, into, status, words) => {
    const site = await aRegister();
    const answer = await site.get(`/competitors/salesfroce/merge?into=${encodeURIComponent(into)}`);
    expect(answer.status).toBe(status);
    if (status === 409) expect(wordsOf(answer.html)).toContain(words);
    else expect(wordsOf(answer.html)).not.toContain(words);
  });

  it('is not sent without a target, nor about a name that nobody knows', async () => {
    const site = await aRegister();
    expect((await site.post('/competitors/salesfroce/decisions', { decision: 'merge' })).status).toBe(415);
    expect((await site.post('/competitors/salesfroce/decisions', { decision: 'eat' })).status).toBe(415);
    expect((await site.get('/competitors/nobody')).status).toBe(404);
    expect((await site.get('/competitors/nobody/merge')).status).toBe(404);
    expect((await site.post('/competitors/nobody/decisions', { decision: 'confirm' })).status).toBe(404);
  });
});

describe('The page of a competitor', () => {
  it('changes the spelling, takes other names, archives, and takes back', async () => {
    const site = await aRegister();
    const path = '/competitors/salesforce/decisions';
    const spelled = await send(site, path, { decision: 'rename', name: 'SalesForce, Inc.' });
    expect(wordsOf(spelled.html)).toContain('Written as SalesForce, Inc..');
    const other = await site.post(path, { decision: 'rename', name: 'Hooli' });
    expect(other.status).toBe(422);
    expect(problemAt(other.html, 'rename-name')).toContain('That is another name');
    const alias = await send(site, path, { decision: 'alias', name: 'SFDC' });
    expect(wordsOf(alias.html)).toContain('Other names SFDC');
    const archived = await send(site, path, { decision: 'archive' });
    expect(wordsOf(archived.html)).toContain('Archived');
    expect((await site.get('/report/loss')).html).not.toContain('value="SalesForce, Inc."');
    const used = await send(site, path, { decision: 'confirm' });
    expect(wordsOf(used.html)).toContain('Confirmed');
    expect((await site.get('/report/loss')).html).toContain('value="SalesForce, Inc."');
  });
});

describe('A report with a name that nobody knows', () => {
  it('is stored, and asks whether a known one was meant', async () => {
    const site = await aRegister();
    const { html } = await site.get('/deals/D-1?stored=loss');
    expect(wordsOf(html)).toContain(
      'Salesfroce is a new name. Did you mean Salesforce? Then correct the report',
    );
    expect(wordsOf((await site.get('/deals/D-2?stored=loss')).html)).not.toContain('is a new name');
    expect(wordsOf((await site.get('/deals/D-1')).html)).not.toContain('is a new name');
  });
});

describe('Your reports', () => {
  it('lists the deals that somebody reported on, with the way to correct each', async () => {
    const site = await aRegister();
    await site.report({ kind: 'update', dealId: 'O-1', deal: anOpenDeal() });
    const none = await site.get('/reports');
    expect(wordsOf(none.html)).not.toContain('D-1');
    const { html } = await site.get('/reports?name=%20ada');
    expect(wordsOf(html)).toContain('Lost to Salesfroce');
    expect(html).toContain('href="/report/loss?deal=D-1"');
    expect(html).toContain('href="/deals/D-1/withdraw"');
    // The CRM told of it, and nobody reported on it.
    expect(html).not.toContain('O-1');
    const remembered = await site.get('/reports', { cookie: 'tandem_reporter=Ada' });
    expect(wordsOf(remembered.html)).toContain('Lost to Salesfroce');
    expect(wordsOf((await site.get('/reports?name=Zoe')).html)).toContain('No deal has a report by Zoe.');
  });

  it('goes on page by page, the latest first, and starts anew where the address is wrong', async () => {
    const site = aSite();
    for (let n = 0; n < 25; n += 1) {
      site.clock.advance(1_000);
      await site.report(lost(`D-${n}`, 'Acme'));
    }
    const first = await site.get('/reports?name=Ada');
    expect(first.html).toContain('>D-24</a>');
    expect(first.html).not.toContain('>D-4</a>');
    const next = /rel="next" href="([^"]+)"/.exec(first.html)?.[1]?.replaceAll('&amp;', '&') ?? '';
    const second = await site.get(next);
    expect(second.html).toContain('>D-4</a>');
    expect(second.html).not.toContain('>D-24</a>');
    expect((await site.get('/reports?name=Ada&after=nonsense')).html).toContain('>D-24</a>');
  });
});

describe('A mention that was wrong', () => {
  it('is withdrawn on the page of the deal', async () => {
    const site = aSite();
    await site.report(
      { kind: 'update', dealId: 'O-1', deal: anOpenDeal() },
      { kind: 'mention', dealId: 'O-1', mention: aMention({ competitor: 'Globex' }) },
    );
    const { html } = await site.get('/deals/O-1');
    const fields = fieldsOf(html, '/deals/O-1/withdraw-mention');
    expect(fields).toEqual({ competitor: ['globex'] });
    const answer = await site.post('/deals/O-1/withdraw-mention', fields);
    const after = await site.get(answer.location ?? '');
    expect(wordsOf(after.html)).toContain('The mention is withdrawn.');
    expect(wordsOf(after.html)).toContain('The mention of Globex was withdrawn.');
    expect((await site.deal('O-1'))?.mentions).toEqual({});
    expect((await site.post('/deals/O-1/withdraw-mention', fields)).location).toContain('stored=unchanged');
  });
});
