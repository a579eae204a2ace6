import { describe, expect, it } from 'vitest';
import { aLoss, aMention, anOpenDeal, aWin } from '../support/reports.ts';
import { aSite, fieldsOf, type Site, wordsOf } from './site.ts';

const YES = '/deals/D-1/mentions-in-note';

/** Globex and Initech are confirmed, Initech is also called IT Partners, Hooli is archived, Umbrella is only a candidate. */
async function aRegister(): Promise<Site> {
  const site = aSite();
  await site.decide({ kind: 'confirm', name: 'Globex' });
  await site.decide({ kind: 'confirm', name: 'Initech' });
  await site.decide({ kind: 'merge', name: 'IT Partners', into: 'Initech' });
  await site.decide({ kind: 'archive', name: 'Hooli' });
  await site.report({ kind: 'mention', dealId: 'D-0', mention: aMention({ competitor: 'Umbrella' }) });
  await site.report({ kind: 'update', dealId: 'D-1', deal: anOpenDeal() });
  return site;
}

const mention = (note: string) => ({ kind: 'mention', dealId: 'D-1', mention: aMention({ note }) }) as const;

async function pageOf(site: Site, path: string): Promise<{ html: string; words: string }> {
  const { html } = await site.get(path);
  return { html, words: wordsOf(html) };
}

describe('The note of a mention', () => {
  it('asks about the competitors that it names, and a yes is a mention', async () => {
    const site = await aRegister();
    const sent = await site.post('/report/mention', {
      dealId: 'D-1',
      competitor: 'Acme',
      note: 'Globex offered a discount. Umbrella too.',
    });
    const { html, words } = await pageOf(site, sent.location ?? '');
    expect(words).toContain('Did Globex come up? Your note names it, and the deal does not have it.');
    expect(words).not.toContain('Did Globex or Umbrella');
    expect(Object.keys((await site.deal('D-1'))?.mentions ?? {})).toEqual(['acme']);

    const fields = fieldsOf(html, YES);
    const answers = await Promise.all([site.post(YES, fields), site.post(YES, fields)]);
    expect(answers.map(({ location }) => location?.replace(/&.*/, '')).sort()).toEqual([
      '/deals/D-1?stored=mention',
      '/deals/D-1?stored=unchanged',
    ]);
    expect(await site.deal('D-1')).toMatchObject({
      mentions: { globex: { competitor: 'Globex', heardOn: '2026-06-15' } },
    });
    expect(
      (await site.ledger()).filter((entry) => 'mention' in entry && entry.dealId === 'D-1'),
    ).toHaveLength(2);
    expect((await pageOf(site, answers[0]?.location ?? '')).words).not.toContain('come up?');
  });

  it('asks about each that is left, until a no', async () => {
    const site = await aRegister();
    await site.report(mention('Globex, Hooli and IT Partners are all there. Also Acme Inc.'));
    const first = await pageOf(site, '/deals/D-1?stored=mention');
    expect(first.words).toContain('Did Globex, Hooli or Initech come up?');
    const answer = await site.post(YES, fieldsOf(first.html, YES));
    const second = await pageOf(site, answer.location ?? '');
    expect(second.words).toContain('Your mention is stored.');
    expect(second.words).toContain('Did Hooli or Initech come up?');
    expect(second.html).toContain('<a class="button quiet" href="/deals/D-1">No, none of these</a>');
    expect((await pageOf(site, '/deals/D-1')).words).not.toContain('come up?');
    expect(Object.keys((await site.deal('D-1'))?.mentions ?? {})).toEqual(['acme', 'globex']);
  });

  it.each([
    ['denies it', 'Globex was not involved.'],
    ['names nobody', 'They want a discount.'],
    ['names one that was dismissed', 'We asked the Board Of Directors.'],
    ['names the one that it is about', 'ACME undercut us.'],
  ])('asks nothing where it %s', async (_, note) => {
    const site = await aRegister();
    await site.decide({ kind: 'dismiss', name: 'Board Of Directors' });
    await site.report(mention(note));
    expect((await pageOf(site, '/deals/D-1?stored=mention')).words).not.toContain('come up?');
  });

  it('asks nothing once the mention is withdrawn, or a later one has another note', async () => {
    const site = await aRegister();
    await site.report(mention('Globex was named.'), mention('Nobody was named.'));
    const [first] = (await site.ledger()).flatMap((entry) =>
      'mention' in entry && entry.dealId === 'D-1' ? [entry.seq] : [],
    );
    for (const path of [
      '?stored=mention',
      `?stored=mention&note=${first}`,
      '?stored=withdrawn',
      '?stored=mention&note=x',
    ])
      expect((await pageOf(site, `/deals/D-1${path}`)).words).not.toContain('come up?');
  });

  it('knows the register as it is now', async () => {
    const site = await aRegister();
    await site.report(mention('Umbrella is there.'));
    expect((await pageOf(site, '/deals/D-1?stored=mention')).words).not.toContain('come up?');
    await site.decide({ kind: 'confirm', name: 'Umbrella' });
    expect((await pageOf(site, '/deals/D-1?stored=mention')).words).toContain('Did Umbrella come up?');
    await site.decide({ kind: 'dismiss', name: 'Umbrella' });
    expect((await pageOf(site, '/deals/D-1?stored=mention')).words).not.toContain('come up?');
  });

  it.each(['umbrella', 'nobody', '', 'acme'])('takes no yes about "%s"', async (competitor) => {
    const site = await aRegister();
    await site.report(mention('Globex was named.'));
    const before = await site.ledger();
    const answer = await site.post(YES, { competitor, entry: 'x' });
    expect(answer.location).toBe('/deals/D-1?stored=unchanged');
    expect(await site.ledger()).toEqual(before);
  });

  it('leads to the report where the deal was closed in the meantime', async () => {
    const site = await aRegister();
    await site.report(mention('Globex was named.'));
    const fields = fieldsOf((await site.get('/deals/D-1?stored=mention')).html, YES);
    await site.report({ kind: 'loss', dealId: 'D-1', report: aLoss() });
    const answer = await site.post(YES, fields);
    expect(answer.location).toBe('/report/loss?deal=D-1&competitor=Globex');
  });

  it('says why where a deal has twenty competitors already', async () => {
    const site = await aRegister();
    for (let number = 1; number < 20; number++)
      await site.report({
        kind: 'mention',
        dealId: 'D-1',
        mention: aMention({ competitor: `Rival ${number}` }),
      });
    await site.report(mention('Globex was named.'));
    const fields = fieldsOf((await site.get('/deals/D-1?stored=mention')).html, YES);
    const answer = await site.post(YES, fields);
    expect(answer.status).toBe(409);
    expect(wordsOf(answer.html)).toContain('Twenty were mentioned already.');
  });
});

describe('The note of a report that closes a deal', () => {
  it('leads to the correction, with the competitor filled in and nothing stored', async () => {
    const site = await aRegister();
    const report = aLoss({ competitor: 'unknown', note: 'It was Globex, I think.' });
    await site.report({ kind: 'loss', dealId: 'D-1', report });
    const { html, words } = await pageOf(site, '/deals/D-1?stored=loss');
    expect(words).toContain('Did Globex come up?');
    expect(words).toContain('A yes opens your report with the name filled in.');
    expect(html).toContain('href="/report/loss?deal=D-1&amp;competitor=Globex"');
    const form = await pageOf(site, '/report/loss?deal=D-1&competitor=Globex');
    expect(form.words).toContain('Globex is filled in as the competitor. Nothing changes before you send');
    const fields = fieldsOf(form.html, '/report/loss');
    expect(fields).toMatchObject({ competitor: ['Globex'], prefilled: ['report'] });
    expect((await site.deal('D-1'))?.closing?.report.competitor).toBe('unknown');
    const answer = await site.post('/report/loss', fields);
    expect((await site.deal('D-1'))?.closing?.report.competitor).toBe('Globex');
    expect((await pageOf(site, answer.location ?? '')).words).not.toContain('come up?');
  });

  it('says that the other name would take the place, and does not ask back afterwards', async () => {
    const site = await aRegister();
    const report = aWin({ competitor: 'Initech', note: 'Beat IT Partners and Globex.' });
    await site.report({ kind: 'win', dealId: 'D-1', report });
    const { words } = await pageOf(site, '/deals/D-1?stored=win');
    expect(words).toContain('Did Globex come up?');
    expect(words).toContain('A report has one competitor, and this one has Initech');
    await site.report({ kind: 'win', dealId: 'D-1', report: { ...report, competitor: 'Globex' } });
    expect((await pageOf(site, '/deals/D-1?stored=corrected')).words).not.toContain('come up?');
  });

  it.each(['n%2Fa', 'unknown', '%00', 'x'.repeat(201), ''])('fills in no "%s"', async (name) => {
    const site = await aRegister();
    await site.report({ kind: 'loss', dealId: 'D-1', report: aLoss() });
    const { html, words } = await pageOf(site, `/report/loss?deal=D-1&competitor=${name}`);
    expect(fieldsOf(html, '/report/loss')).toMatchObject({ competitor: ['Acme'] });
    expect(words).not.toContain('is filled in');
  });
});
