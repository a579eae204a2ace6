import { describe, expect, it } from 'vitest';
import { aLoss, aMention, anOpenDeal } from '../support/reports.ts';
import { aSite, fieldsOf, problemAt, wordsOf } from './site.ts';

const MENTION = { dealId: 'D-1', competitor: 'Acme', threat: 'high', formKey: 'key-1' } as const;

describe('A mention', () => {
  it('brings the deal up to date first, and leaves alone what was not filled in', async () => {
    const site = aSite();
    await site.report({ kind: 'update', dealId: 'D-1', deal: anOpenDeal({ amount: '90000.00' }) });
    const answer = await site.post('/report/mention', {
      ...MENTION,
      amount: '120 000',
      currency: 'EUR',
      account: '',
      expectedCloseOn: '2026-09-30',
      incumbent: 'yes',
      heardOn: '2026-06-14',
    });
    expect(answer).toMatchObject({ status: 303, location: '/deals/D-1?stored=mention' });
    expect((await site.ledger()).map(({ type }) => type)).toEqual([
      'DealUpdated',
      'DealUpdated',
      'CompetitorMentioned',
    ]);
    expect(await site.deal('D-1')).toMatchObject({
      open: { ...anOpenDeal(), amount: '120000.00', expectedCloseOn: '2026-09-30' },
      mentions: { acme: { competitor: 'Acme', threat: 'high', incumbent: true, heardOn: '2026-06-14' } },
    });
  });

  it('stores no update where nothing is said about the deal, or nothing new', async () => {
    const site = aSite();
    await site.report({ kind: 'update', dealId: 'D-1', deal: anOpenDeal() });
    await site.post('/report/mention', { ...MENTION, currency: 'USD' });
    const { html } = await site.get('/report/mention?deal=D-1');
    await site.post('/report/mention', { ...fieldsOf(html, '/report/mention'), competitor: 'Globex' });
    expect((await site.ledger()).map(({ type }) => type)).toEqual([
      'DealUpdated',
      'CompetitorMentioned',
      'CompetitorMentioned',
    ]);
  });

  it('is stored once when the button is pressed twice', async () => {
    const site = aSite();
    const fields = { ...fieldsOf((await site.get('/report/mention')).html, '/report/mention'), ...MENTION };
    const answers = await Promise.all([
      site.post('/report/mention', fields),
      site.post('/report/mention', fields),
    ]);
    expect(answers.map(({ location }) => location).sort()).toEqual([
      '/deals/D-1?stored=mention',
      '/deals/D-1?stored=unchanged',
    ]);
    expect((await site.ledger()).filter(({ type }) => type === 'CompetitorMentioned')).toHaveLength(1);
  });

  it('is not repeated by an old form, even if something else was said in between', async () => {
    const site = aSite();
    await site.post('/report/mention', MENTION);
    await site.post('/report/mention', { ...MENTION, threat: 'low', formKey: 'key-2' });
    expect((await site.post('/report/mention', MENTION)).location).toBe('/deals/D-1?stored=unchanged');
    expect(await site.deal('D-1')).toMatchObject({ mentions: { acme: { threat: 'low' } } });
  });

  it('asks again where a form that was sent comes back with other answers', async () => {
    const site = aSite();
    await site.post('/report/mention', MENTION);
    const again = await site.post('/report/mention', { ...MENTION, competitor: 'Globex' });
    expect(again.status).toBe(409);
    expect(wordsOf(again.html)).toContain('This form was sent before, with other answers.');
    const sentAgain = await site.post('/report/mention', fieldsOf(again.html, '/report/mention'));
    expect(sentAgain.location).toBe('/deals/D-1?stored=mention');
    expect(Object.keys((await site.deal('D-1'))?.mentions ?? {})).toEqual(['acme', 'globex']);
  });

  it('works with a form key that is none of ours', async () => {
    const site = aSite();
    for (const formKey of ['', '# #', 'x'.repeat(5_000)]) {
      await site.post('/report/mention', { ...MENTION, formKey });
    }
    expect(await site.ledger()).toHaveLength(1);
  });

  it('makes the person at the device the owner of a deal that has none, and of no other', async () => {
    const site = aSite();
    await site.report({ kind: 'update', dealId: 'D-1', deal: anOpenDeal({ owner: 'Bea' }) });
    const cookie = { cookie: 'tandem_reporter=Ada' };
    for (const dealId of ['D-1', 'D-2']) {
      const { html } = await site.get('/report/mention', cookie);
      await site.post(
        '/report/mention',
        { ...fieldsOf(html, '/report/mention'), dealId, competitor: 'Acme' },
        cookie,
      );
    }
    expect((await site.deal('D-1'))?.open.owner).toBe('Bea');
    expect((await site.deal('D-2'))?.open.owner).toBe('Ada');
    await site.post('/report/mention', { ...MENTION, owner: 'Cleo' }, cookie);
    expect((await site.deal('D-1'))?.open.owner).toBe('Cleo');
  });

  it('is refused for a closed deal, with what to do', async () => {
    const site = aSite();
    await site.report({ kind: 'loss', dealId: 'D-1', report: aLoss() });
    const answer = await site.post('/report/mention', { ...MENTION, account: 'Changed' });
    expect(answer.status).toBe(409);
    expect(wordsOf(answer.html)).toContain('Deal D-1 is reported as lost.');
    expect(answer.html).toContain('href="/deals/D-1/withdraw"');
    expect(answer.html).toContain('href="/report/loss?deal=D-1"');
    expect(await site.ledger()).toHaveLength(1);
    expect(wordsOf((await site.get('/report/mention?deal=D-1')).html)).toContain(
      'Deal D-1 is reported as lost.',
    );
  });

  it('is refused where a deal has twenty competitors already', async () => {
    const site = aSite();
    for (let number = 1; number <= 20; number++) {
      await site.report({
        kind: 'mention',
        dealId: 'D-1',
        mention: aMention({ competitor: `Rival ${number}` }),
      });
    }
    const answer = await site.post('/report/mention', MENTION);
    expect(answer.status).toBe(409);
    expect(wordsOf(answer.html)).toContain('Twenty were mentioned already.');
  });

  it('says what is wrong at the fields of the deal and of the mention', async () => {
    const { status, html } = await aSite().post('/report/mention', {
      dealId: 'D-1',
      competitor: 'unknown',
      threat: 'huge',
      amount: '1.250',
      currency: 'EUR',
      expectedCloseOn: '2026-02-30',
      heardOn: '2026-06-16',
    });
    expect(status).toBe(422);
    expect(problemAt(html, 'mention-competitor')).toContain('Competitor is not a name.');
    expect(problemAt(html, 'mention-threat')).toBe(
      'Threat is not one of the answers. Choose one of those below.',
    );
    expect(problemAt(html, 'mention-amount')).toContain('Write 1250 or 1.25, as you mean it.');
    expect(problemAt(html, 'mention-expectedCloseOn')).toContain('Expected close is not a date.');
    expect(problemAt(html, 'mention-heardOn')).toContain('The day you heard of it is in the future.');
  });
});
