import { describe, expect, it } from 'vitest';
import { aLoss, aMention, anOpenDeal, aWin } from '../support/reports.ts';
import { aSite, fieldsOf, wordsOf } from './site.ts';

describe('The page of a deal', () => {
  it('says everything that is known, in words', async () => {
    const site = aSite();
    await site.report(
      { kind: 'update', dealId: 'D-1', deal: anOpenDeal() },
      {
        kind: 'mention',
        dealId: 'D-1',
        mention: aMention({ threat: 'high', incumbent: true, note: 'Heard it twice' }),
      },
      {
        kind: 'loss',
        dealId: 'D-1',
        report: aLoss({
          secondaryReasons: ['trust_brand'],
          note: 'They were\nfaster',
          primaryReason: 'product_gap',
        }),
      },
    );
    const { html } = await site.get('/deals/D-1');
    const words = wordsOf(html);
    for (const expected of [
      'Northwind',
      'Lost to Acme. The loss report below is in force.',
      'Missing feature or integration',
      'We were not known or felt risky',
      '120,000 EUR',
      '12 Jun 2026',
      'Enterprise',
      'They were faster',
      'Lost to them High Yes',
      'Heard it twice',
      'The open deal became known: Northwind, 90,000 EUR.',
      'Acme was mentioned: threat high, already in use there.',
      '15 Jun 2026, 11:00 , Ada',
    ]) {
      expect(words).toContain(expected);
    }
    expect(html).toContain('<time datetime="2026-06-15T09:00:00.000Z">15 Jun 2026, 11:00</time>');
  });

  it.each(['D-unknown', 'a%20b', '%00', '..%2f', 'x'.repeat(65), '%E0%A4%A'])(
    'is not there for %s, and says what to do',
    async (id) => {
      const site = aSite();
      for (const path of [`/deals/${id}`, `/deals/${id}/withdraw`]) {
        const { status, html } = await site.get(path);
        expect(status).toBe(404);
        expect(wordsOf(html)).toMatch(/Copy the id from your CRM|Check the id against your CRM/);
      }
      expect((await site.post(`/deals/${id}/withdraw`, { result: 'lost' })).status).toBe(404);
    },
  );

  it('offers to report a deal that nobody knows', async () => {
    const { html } = await aSite().get('/deals/D%3A1');
    expect(html).toContain('href="/report/loss?deal=D%3A1"');
    const form = await aSite().get('/report/loss?deal=D%3A1');
    expect(fieldsOf(form.html, '/report/loss')).toMatchObject({ dealId: ['D:1'], prefilled: [''] });
  });

  it('does not repeat a notice that it does not know', async () => {
    const site = aSite();
    await site.report({ kind: 'win', dealId: 'D-1', report: aWin() });
    const { status, html } = await site.get('/deals/D-1?stored=%3Cscript%3E');
    expect(status).toBe(200);
    expect(html).not.toContain('role="status"');
  });
});

describe('Correcting a report', () => {
  it('starts from the report in force and changes nothing where nothing was changed', async () => {
    const site = aSite();
    const report = aLoss({ note: 'one\ntwo', secondaryReasons: ['timing', 'other'], amount: '1250.50' });
    await site.report({ kind: 'loss', dealId: 'D-1', report });
    const { html } = await site.get('/report/loss?deal=D-1');
    expect(html).toContain('Correct the loss report of D-1');
    expect(html).toMatch(/<input id="loss-dealId"[^>]* readonly/);
    expect(html).toContain('<details class="more" open>');
    const fields = fieldsOf(html, '/report/loss');
    expect(fields).toMatchObject({ amount: ['1,250.50'], lostOn: ['2026-06-12'], primaryReason: ['price'] });
    expect(await site.post('/report/loss', fields)).toMatchObject({
      location: '/deals/D-1?stored=unchanged',
    });
    expect(await site.ledger()).toHaveLength(1);
  });

  it('takes the place of the report, and the history says what changed', async () => {
    const site = aSite();
    await site.report({ kind: 'loss', dealId: 'D-1', report: aLoss() });
    const fields = fieldsOf((await site.get('/report/loss?deal=D-1')).html, '/report/loss');
    const answer = await site.post('/report/loss', {
      ...fields,
      amount: '80000',
      primaryReason: 'trust_brand',
    });
    expect(answer.location).toBe('/deals/D-1?stored=corrected');
    const words = wordsOf((await site.get('/deals/D-1?stored=corrected')).html);
    expect(words).toContain('It takes the place of the earlier report');
    expect(words).toContain('Lost to Acme: Price or value not seen, 120,000 EUR. Replaced later');
    expect(words).toContain(
      'The loss report was corrected: main reason We were not known or felt risky (before: Price or value not seen), amount 80,000 EUR (before: 120,000 EUR). In force',
    );
  });

  it('never repeats the text of a note, and says what was left out', async () => {
    const site = aSite();
    const told = aLoss({ note: 'They said something secret.' });
    await site.report({ kind: 'loss', dealId: 'D-1', report: told });
    await site.report({
      kind: 'loss',
      dealId: 'D-1',
      report: { ...told, note: 'Another secret.', segment: 'SMB', competitor: 'Globex' },
    });
    const { html } = await site.get('/deals/D-1');
    const history = wordsOf(html.slice(html.indexOf('id="history"')));
    expect(history).toContain(
      'The loss report was corrected: competitor Globex (before: Acme), segment SMB (before: Enterprise), the note.',
    );
    expect(history).not.toContain('secret');
  });

  it('stays a correction when something is wrong in it', async () => {
    const site = aSite();
    await site.report({ kind: 'win', dealId: 'D-1', report: aWin() });
    const fields = fieldsOf((await site.get('/report/win?deal=D-1')).html, '/report/win');
    const { html } = await site.post('/report/win', { ...fields, wonOn: '' });
    expect(html).toContain('<h1>Correct the win report of D-1</h1>');
  });
});

describe('Withdrawing a report', () => {
  it('asks first, then opens the deal again and keeps the history', async () => {
    const site = aSite();
    await site.report({ kind: 'loss', dealId: 'D-1', report: aLoss() });
    const ask = await site.get('/deals/D-1/withdraw');
    expect(wordsOf(ask.html)).toContain(
      'The deal is open again, with what was known of it before it closed.',
    );
    expect(await site.ledger()).toHaveLength(1);
    const fields = fieldsOf(ask.html, '/deals/D-1/withdraw');
    expect(await site.post('/deals/D-1/withdraw', fields)).toMatchObject({
      status: 303,
      location: '/deals/D-1?stored=withdrawn',
    });
    const words = wordsOf((await site.get('/deals/D-1?stored=withdrawn')).html);
    expect(words).toContain('The report is withdrawn.');
    expect(words).toContain('The deal is open. No loss or win report is in force.');
    expect(words).toContain('Withdrawn later');
    expect(words).toContain('The loss report was withdrawn; the deal is open again.');
    expect(await site.post('/deals/D-1/withdraw', fields)).toMatchObject({
      location: '/deals/D-1?stored=open',
    });
    expect(await site.get('/deals/D-1/withdraw')).toMatchObject({ location: '/deals/D-1?stored=open' });
    expect(await site.ledger()).toHaveLength(2);
  });

  it('does not withdraw a report that came in since the page was shown', async () => {
    const site = aSite();
    await site.report({ kind: 'loss', dealId: 'D-1', report: aLoss() });
    const fields = fieldsOf((await site.get('/deals/D-1/withdraw')).html, '/deals/D-1/withdraw');
    await site.report({ kind: 'win', dealId: 'D-1', report: aWin() });
    for (const sent of [fields, {}, { result: 'open' }]) {
      const answer = await site.post('/deals/D-1/withdraw', sent);
      expect(answer.status).toBe(409);
      expect(wordsOf(answer.html)).toContain('Withdraw the win report of D-1?');
    }
    expect((await site.deal('D-1'))?.closing?.result).toBe('won');
  });
});
