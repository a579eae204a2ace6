import { describe, expect, it } from 'vitest';
import { aLoss, anOpenDeal, aWin } from '../support/reports.ts';
import { aSite, fieldsOf, problemAt, wordsOf } from './site.ts';

const LOSS = {
  dealId: 'D-1',
  outcome: 'competitor',
  competitor: 'Acme',
  primaryReason: 'price',
  amount: '1,250.50',
  currency: 'EUR',
  owner: 'Ada Lind',
  lostOn: '2026-06-12',
} as const;

describe('The forms', () => {
  it.each(['loss', 'win', 'mention'])('asks at most six questions before "Send": %s', async (kind) => {
    const { html } = await aSite().get(`/report/${kind}`);
    const visible = html.replace(/<details[\s\S]*?<\/details>/g, '');
    const questions = visible.match(/ data-question/g) ?? [];
    expect(questions.length).toBeGreaterThan(3);
    expect(questions.length).toBeLessThanOrEqual(6);
    // Nothing can be typed outside of a question.
    const controls = visible.match(/<(select|textarea|input(?! type="hidden")) /g) ?? [];
    const inQuestions = visible
      .split(/(?=<(?:div|fieldset) class="(?:question|group)[^"]*" data-question)/)
      .slice(1)
      .join('')
      .match(/<(select|textarea|input(?! type="hidden")) /g);
    expect(inQuestions).toHaveLength(controls.length);
  });

  it.each(['loss', 'win', 'mention'])('offers names that reports have brought: %s', async (kind) => {
    const site = aSite();
    await site.report({
      kind: 'loss',
      dealId: 'D-9',
      report: aLoss({ competitor: 'Globex', region: 'DACH' }),
    });
    const { html } = await site.get(`/report/${kind}`);
    expect(html).toContain('<option value="Globex">');
    expect(html).toContain('<option value="DACH">');
    expect(html).toContain('<option value="Enterprise">');
  });

  it('starts with today in the time zone of the business, and its currency', async () => {
    const site = aSite();
    site.clock.set(Date.parse('2026-06-15T22:30:00Z'));
    const fields = fieldsOf((await site.get('/report/loss')).html, '/report/loss');
    expect(fields).toMatchObject({ lostOn: ['2026-06-16'], currency: ['EUR'] });
  });
});

describe('A loss report', () => {
  it('is stored, shown, and its reporter remembered on the device', async () => {
    const site = aSite();
    const answer = await site.post('/report/loss', LOSS);
    expect(answer).toMatchObject({ status: 303, location: '/deals/D-1?stored=loss' });
    expect(answer.cookie).toMatch(/^tandem_reporter=Ada%20Lind;.*Max-Age=31536000.*HttpOnly; SameSite=Lax/);
    expect((await site.deal('D-1'))?.closing).toMatchObject({
      result: 'lost',
      report: { competitor: 'Acme', amount: '1250.50', currency: 'EUR', lostOn: '2026-06-12' },
    });
    const page = wordsOf((await site.get('/deals/D-1?stored=loss')).html);
    expect(page).toContain('Your loss report is stored');
    expect(page).toContain('Lost to Acme');
    expect(page).toContain('1,250.50 EUR');
    const next = await site.get('/report/loss', { cookie: 'tandem_reporter=Ada%20Lind' });
    expect(fieldsOf(next.html, '/report/loss')).toMatchObject({ owner: ['Ada Lind'] });
  });

  it('can leave out everything that is not needed', async () => {
    const site = aSite();
    const fields = fieldsOf((await site.get('/report/loss')).html, '/report/loss');
    const sent = { ...fields, dealId: 'D-1', outcome: 'no_decision', primaryReason: 'timing' };
    expect((await site.post('/report/loss', sent)).status).toBe(303);
    expect((await site.deal('D-1'))?.closing?.report).toEqual({
      lostOn: '2026-06-15',
      outcome: 'no_decision',
      primaryReason: 'timing',
    });
  });

  it('is stored once when the button is pressed twice', async () => {
    const site = aSite();
    const [first, second] = await Promise.all([
      site.post('/report/loss', LOSS),
      site.post('/report/loss', LOSS),
    ]);
    expect([first.location, second.location]).toEqual([
      '/deals/D-1?stored=loss',
      '/deals/D-1?stored=unchanged',
    ]);
    expect(await site.ledger()).toHaveLength(1);
  });

  it('comes back with everything wrong said at its field, in the words of the form', async () => {
    const site = aSite();
    const answer = await site.post('/report/loss', {
      dealId: 'not an id',
      outcome: 'competitor',
      primaryReason: 'other',
      secondaryReasons: ['price', 'price'],
      amount: '1.250,00',
      currency: 'Euro',
      lostOn: '2026-07-01',
      account: 'Northwind',
      note: 'short',
    });
    expect(answer.status).toBe(422);
    const { html } = answer;
    const problems = {
      dealId: 'Deal id does not look like an id. Use 1 to 64 letters',
      competitor: 'Competitor is missing. Name the competitor that took the deal',
      amount: 'Amount can be read in two ways. Write a point before the cents: 1250.00.',
      currency: 'Currency is not a currency. Use a code',
      lostOn: 'The day it was lost is in the future. Give today (15 Jun 2026)',
      secondaryReasons: 'The list of other reasons names a reason twice.',
      note: 'The note is too short. The reason "Something else" needs a note',
    };
    for (const [field, words] of Object.entries(problems)) {
      expect(problemAt(html, `loss-${field}`)).toContain(words);
      expect(html).toMatch(
        new RegExp(
          `<[^>]* id="loss-${field}"[^>]*aria-describedby="[^"]*loss-${field}-problem"[^>]*aria-invalid="true"`,
        ),
      );
      expect(html).toContain(`<a href="#loss-${field}">`);
    }
    expect(problemAt(html, 'loss-account')).toBeUndefined();
    expect(html).toMatch(/<div class="summary" role="alert" tabindex="-1" autofocus>/);
    expect(html).toContain('<details class="more" open>');
    expect(html).toContain('<title>Error: Log a lost deal');
    expect(fieldsOf(html, '/report/loss')).toMatchObject({
      dealId: ['not an id'],
      outcome: ['competitor'],
      primaryReason: ['other'],
      secondaryReasons: ['price'],
      amount: ['1.250,00'],
      currency: ['Euro'],
      lostOn: ['2026-07-01'],
      account: ['Northwind'],
      note: ['short'],
    });
    expect(await site.ledger()).toEqual([]);
  });

  it('says what is missing from an empty form, and keeps the details closed where nothing is wrong in them', async () => {
    const { status, html } = await aSite().post('/report/loss', { lostOn: '2026-06-15' });
    expect(status).toBe(422);
    expect(problemAt(html, 'loss-dealId')).toBe('Deal id is missing. Copy it from your CRM.');
    expect(problemAt(html, 'loss-outcome')).toBe('How it ended is missing. Choose one of the answers.');
    expect(problemAt(html, 'loss-primaryReason')).toBe('Main reason is missing. Choose one of the answers.');
    expect(html).toContain('<details class="more">');
    expect(wordsOf(html)).toContain('3 answers need another look');
  });

  it('takes a reporter from a deal, and does not remember a colleague for it', async () => {
    const site = aSite();
    await site.report({ kind: 'update', dealId: 'D-1', deal: anOpenDeal({ owner: 'Bea' }) });
    const { html } = await site.get('/report/loss?deal=D-1', { cookie: 'tandem_reporter=Ada' });
    const fields = fieldsOf(html, '/report/loss');
    expect(fields).toMatchObject({
      owner: ['Bea'],
      account: ['Northwind'],
      amount: ['90,000'],
      lostOn: ['2026-06-15'],
    });
    const sent = { ...fields, outcome: 'withdrawn', primaryReason: 'no_budget' };
    expect((await site.post('/report/loss', sent, { cookie: 'tandem_reporter=Ada' })).cookie).toBeNull();
  });

  it.each([
    ['JSON', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' }],
    ['no type', { method: 'POST', headers: { 'content-type': '' }, body: 'dealId=1' }],
    ['nothing', { method: 'POST' }],
    ['multipart', { method: 'POST', headers: { 'content-type': 'multipart/form-data' }, body: 'x' }],
  ])('is refused where the body is no form: %s', async (_, init) => {
    const answer = await aSite().send('/report/loss', init);
    expect(answer.status).toBe(415);
    expect(wordsOf(answer.html)).toContain('Nothing was stored');
  });

  it('survives fields that nobody asked for, and fields that come twice', async () => {
    const site = aSite();
    const odd = {
      ...LOSS,
      dealId: ['D-1', 'D-2'],
      amount: ['10', '20'],
      __proto__x: 'x',
      constructor: 'y',
      extra: ['1', '2'],
    };
    expect((await site.post('/report/loss', odd)).status).toBe(303);
    expect((await site.deal('D-1'))?.closing?.report).toMatchObject({ amount: '10.00' });
    const percent = { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' } };
    expect((await site.send('/report/loss', { ...percent, body: '%%%=%zz%A&&&==' })).status).toBe(422);
  });

  it('says what it would replace', async () => {
    const site = aSite();
    await site.report({ kind: 'win', dealId: 'D-1', report: aWin() });
    expect(wordsOf((await site.get('/report/loss?deal=D-1')).html)).toContain('Deal D-1 is reported as won.');
    expect(await site.post('/report/loss', LOSS)).toMatchObject({ location: '/deals/D-1?stored=corrected' });
    expect(wordsOf((await site.get('/deals/D-1')).html)).toContain('This took the place of the win report');
  });
});

describe('A win report', () => {
  it('is stored with the competitor that was beaten', async () => {
    const site = aSite();
    const sent = {
      dealId: 'D-1',
      competitor: 'Acme',
      wonOn: '2026-06-12',
      amount: '412,000',
      currency: 'eur',
      note: 'a\r\nb',
    };
    expect((await site.post('/report/win', sent)).location).toBe('/deals/D-1?stored=win');
    expect((await site.deal('D-1'))?.closing).toMatchObject({
      result: 'won',
      report: { competitor: 'Acme', amount: '412000.00', currency: 'EUR', note: 'a\nb' },
    });
    expect(wordsOf((await site.get('/deals/D-1')).html)).toContain('Won against Acme');
  });
});
