import { describe, expect, it } from 'vitest';
import type { Alert } from '../../shared/domain/alerts/alert.ts';
import { openAlert } from '../../shared/domain/alerts/life.ts';
import type { Detection } from '../../shared/domain/detection/detection.ts';
import { createAlert, getAlert } from '../../shared/store/alerts.ts';
import { bigLossFigures } from '../support/alerts.ts';
import { aLoss, aMention, anOpenDeal } from '../support/reports.ts';
import { aSite, fieldsOf, problemAt, type Site, wordsOf } from './site.ts';

const aDetection = (given: Partial<Detection> = {}): Detection => ({
  family: 'loss-surge',
  seq: 3,
  at: 0,
  pattern: { competitor: 'acme', reason: null, segment: 'enterprise' },
  key: 'competitor=acme|segment=enterprise',
  epoch: 3,
  cause: 'alarm',
  mutedBy: null,
  evidence: [1, 2, 3],
  figures: {
    kind: 'loss-surge',
    matches: 3,
    of: 4,
    usualShare: 0.16,
    strength: 480,
    threshold: 12,
    oncePerQuarters: 40,
  },
  ...given,
});

async function anAlert(site: Site, given: Partial<Detection> = {}): Promise<Alert> {
  const alert = openAlert(aDetection(given), ['D-9'], site.clock());
  await createAlert(site.table, alert);
  return alert;
}

/** Three losses to Acme with an alert, and one open deal where Acme was mentioned. */
async function aSiteWithAlert() {
  const site = aSite();
  await site.report(
    { kind: 'loss', dealId: 'D-1', report: aLoss({ account: 'Northwind' }) },
    { kind: 'loss', dealId: 'D-2', report: aLoss({ account: 'Contoso', amount: '80000', owner: 'Ben' }) },
    { kind: 'loss', dealId: 'D-3', report: aLoss({ account: 'Fabrikam', primaryReason: 'product_gap' }) },
    { kind: 'update', dealId: 'D-9', deal: anOpenDeal({ account: 'Woodgrove', amount: '90000' }) },
    { kind: 'mention', dealId: 'D-9', mention: aMention({ threat: 'high' }) },
  );
  return { site, alert: await anAlert(site) };
}

const SALES = { team: 'sales', by: 'Ada Lind', stance: 'acting' } as const;

describe('The page of an alert', () => {
  it('shows why it fired, what is at risk and the evidence', async () => {
    const { site, alert } = await aSiteWithAlert();
    await site.report({ kind: 'withdraw', dealId: 'D-1', result: 'lost' });
    await site.report({
      kind: 'loss',
      dealId: 'D-2',
      report: aLoss({ account: 'Contoso', amount: '85000' }),
    });
    const words = wordsOf((await site.get(`/alerts/${alert.id}`)).html);
    for (const expected of [
      'Acme is winning more Enterprise deals',
      'Neither team has acknowledged it yet.',
      '3 of the last 4 closed deals were Enterprise deals lost to Acme.',
      'A run this strong comes by chance about once in 40 quarters.',
      '1 open deal, 90,000 EUR in all.',
      '1. D-9 Woodgrove 90,000 EUR 4 Dec 2026 proposal High',
      'Price or value not seen 1 of 2 1 of 2 Missing feature or integration 1 of 2',
      '3 loss reports behind this alert, 205,000 EUR lost.',
      'D-1 Withdrawn, no longer counts 12 Jun 2026 Northwind not counted',
      'D-2 Report changed since 12 Jun 2026 Contoso 85,000 EUR',
      'The alert was opened for both teams.',
      'they name the right one in about four of ten cases',
    ]) {
      expect(words).toContain(expected);
    }
  });

  it('says of how many deals it shows the latest, where there are more', async () => {
    const site = aSite();
    await site.report({ kind: 'loss', dealId: 'D-1', report: aLoss() });
    const figures = { ...aDetection().figures, matches: 120 };
    const { id } = await anAlert(site, { seq: 1, epoch: 1, evidence: [1], figures });
    const words = wordsOf((await site.get(`/alerts/${id}`)).html);
    expect(words).toContain('In 1 of the 120 deals that the alert counts.');
    expect(words).toContain('1 of 120 loss reports behind this alert, 120,000 EUR lost in the 1.');
  });

  it('has the places that e-mails link to, and puts the own team forward', async () => {
    const { site, alert } = await aSiteWithAlert();
    const { html } = await site.get(`/alerts/${alert.id}?team=marketing`);
    for (const id of ['answer', 'evidence', 'at-risk']) expect(html).toContain(`id="${id}"`);
    expect(html).toContain('class="team marketing highlighted"');
    expect(html).not.toContain('class="team sales highlighted"');
    expect(html).toContain('<summary>Acknowledge for sales</summary>');
    expect((await site.get(`/alerts/${alert.id.toLowerCase()}?team=nobody`)).status).toBe(200);
  });

  it.each(['S9999', 'nonsense!', '%00', 'S'.repeat(3_000)])('is not there for %s', async (id) => {
    const site = aSite();
    expect((await site.get(`/alerts/${id}`)).status).toBe(404);
    expect((await site.post(`/alerts/${id}/acknowledgements`, SALES)).status).toBe(404);
    expect((await site.post(`/alerts/${id}/responses`, SALES)).status).toBe(404);
  });
});

describe('Answering an alert', () => {
  it('takes the acknowledgement and the response of each team', async () => {
    const { site, alert } = await aSiteWithAlert();
    const path = `/alerts/${alert.id}`;
    expect(await site.post(`${path}/acknowledgements`, SALES)).toMatchObject({
      status: 303,
      location: `${path}?team=sales&answered=acknowledged`,
    });
    const half = wordsOf((await site.get(`${path}?team=sales&answered=acknowledged`)).html);
    expect(half).toContain('Sales has acknowledged this alert.');
    expect(half).toContain('Half acknowledged');
    expect(half).toContain('Acknowledged by Ada Lind, 15 Jun 2026, 11:00 : acting .');
    await site.post(`${path}/acknowledgements`, { team: 'marketing', by: 'Max', stance: 'known' });
    const sent = { team: 'marketing', by: 'Max', action: 'New battlecard\r\nby Friday' };
    expect((await site.post(`${path}/responses`, sent)).location).toBe(
      `${path}?team=marketing&answered=responded`,
    );
    expect((await getAlert(site.table, alert.id))?.responses).toMatchObject([
      { action: 'New battlecard\nby Friday' },
    ]);
    const words = wordsOf((await site.get(path)).html);
    expect(words).toContain('Responding Both teams have acknowledged it');
    expect(words).toContain('What marketing does New battlecard by Friday Max');
    expect(words).toContain('Marketing said what it does (Max).');
  });

  it('is the same twice from an old page, and can be changed', async () => {
    const { site, alert } = await aSiteWithAlert();
    const path = `/alerts/${alert.id}/acknowledgements`;
    await site.post(path, SALES);
    const first = await getAlert(site.table, alert.id);
    site.clock.advance(60_000);
    expect((await site.post(path, SALES)).status).toBe(303);
    expect(await getAlert(site.table, alert.id)).toEqual(first);
    await site.post(path, { ...SALES, by: 'Ben', stance: 'noise' });
    expect((await getAlert(site.table, alert.id))?.acknowledgements.sales).toMatchObject({
      by: 'Ben',
      stance: 'noise',
    });
  });

  it.each<[string, Partial<Detection>, string]>([
    ['a pattern', {}, 'It is counted against our promise of few false alarms.'],
    [
      'a single loss, which is a fact',
      { family: 'big-loss', key: 'D-1', figures: bigLossFigures() },
      'This was not worth a message.',
    ],
  ])('says what "noise" means about %s', async (_, given, meaning) => {
    const { site } = await aSiteWithAlert();
    const { id } = await anAlert(site, { ...given, seq: 2, epoch: 2 });
    expect(wordsOf((await site.get(`/alerts/${id}`)).html)).toContain(meaning);
  });

  it('keeps what was typed, and says what is wrong in the right form', async () => {
    const { site, alert } = await aSiteWithAlert();
    const answer = await site.post(`/alerts/${alert.id}/acknowledgements`, {
      team: 'marketing',
      by: 'Max\u0007',
    });
    expect(answer.status).toBe(422);
    expect(problemAt(answer.html, 'marketing-acknowledge-by')).toContain('Your name has control characters.');
    expect(problemAt(answer.html, 'marketing-acknowledge-stance')).toContain(
      'What your team makes of it is missing.',
    );
    expect(problemAt(answer.html, 'sales-acknowledge-by')).toBeUndefined();
    expect(answer.html).toContain('<a href="#marketing-acknowledge-stance">');
    const response = await site.post(`/alerts/${alert.id}/responses`, {
      team: 'sales',
      by: '',
      action: 'x'.repeat(2_001),
    });
    expect(response.status).toBe(422);
    expect(problemAt(response.html, 'sales-respond-by')).toBe('Your name is missing. Fill it in.');
    expect(problemAt(response.html, 'sales-respond-action')).toContain('is longer than 2,000 characters');
    expect(response.html).toContain('x'.repeat(2_001));
    expect((await getAlert(site.table, alert.id))?.acknowledgements).toEqual({});
  });

  it('refuses a team that does not exist, and a body that is no form', async () => {
    const { site, alert } = await aSiteWithAlert();
    const path = `/alerts/${alert.id}/acknowledgements`;
    expect((await site.post(path, { ...SALES, team: 'finance' })).status).toBe(415);
    expect((await site.send(path, { method: 'POST', body: '{}' })).status).toBe(415);
  });

  it('offers the name that was given before', async () => {
    const { site, alert } = await aSiteWithAlert();
    const { html } = await site.get(`/alerts/${alert.id}`, { cookie: 'tandem_reporter=Zo%C3%AB' });
    expect(fieldsOf(html, `/alerts/${alert.id}/acknowledgements`)).toMatchObject({ by: ['Zoë'] });
  });
});

describe('The list of alerts', () => {
  it('goes from the newest to the oldest, a page at a time', async () => {
    const site = aSite();
    for (let epoch = 1; epoch <= 45; epoch++) {
      await anAlert(site, { epoch });
      site.clock.advance(60_000);
    }
    const seen: string[] = [];
    let path: string | undefined = '/alerts';
    let pages = 0;
    while (path !== undefined) {
      const { html } = await site.get(path);
      seen.push(...[...html.matchAll(/Alert (S\w+), opened/g)].map(([, id = '']) => id));
      path = /rel="next" href="([^"]*)"/.exec(html)?.[1]?.replaceAll('&amp;', '&');
      pages += 1;
    }
    expect(pages).toBe(3);
    expect(new Set(seen).size).toBe(45);
    expect(seen).toEqual([...seen].sort().reverse());
  });

  it('can be narrowed to a state', async () => {
    const { site, alert } = await aSiteWithAlert();
    await anAlert(site, { epoch: 900 });
    await site.post(`/alerts/${alert.id}/acknowledgements`, SALES);
    const { html } = await site.get('/alerts?state=half-acknowledged');
    expect(html.match(/<li class="card">/g)).toHaveLength(1);
    expect(html).toContain(`Alert ${alert.id},`);
    expect(wordsOf(html)).toContain('Sales acknowledged by Ada Lind: acting');
    expect(wordsOf((await site.get('/alerts?state=responding')).html)).toContain(
      'No alert is in this state.',
    );
    expect((await site.get('/alerts?state=nonsense')).html.match(/<li class="card">/g)).toHaveLength(2);
  });

  it('explains itself while it is empty, and survives an address that was cut off', async () => {
    const site = aSite();
    expect(wordsOf((await site.get('/alerts')).html)).toContain('No alert so far');
    expect((await site.get('/alerts?after=')).status).toBe(200);
    const cut = await site.get('/alerts?after=eyJwayI6');
    expect(cut.status).toBe(400);
    expect(wordsOf(cut.html)).toContain('Start again with the newest alerts.');
  });
});

it('A deal tells its rep which alert it became part of', async () => {
  const { site, alert } = await aSiteWithAlert();
  for (const id of ['D-1', 'D-9']) {
    const { html } = await site.get(`/deals/${id}`);
    expect(html).toContain('Alerts this deal is part of');
    expect(html).toContain(`/alerts/${alert.id}`);
  }
  await site.report({ kind: 'loss', dealId: 'D-10', report: aLoss() });
  expect((await site.get('/deals/D-10')).html).not.toContain('Alerts this deal is part of');
});
