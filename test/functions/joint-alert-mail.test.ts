import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { News } from '../../shared/domain/alerts/alert.ts';
import type { AlertView } from '../../shared/store/alert-view.ts';
import { digestMessage } from '../../shared/web/mail/digest.ts';
import { jointAlertMessage } from '../../shared/web/mail/joint-alert.ts';
import {
  anAlert,
  anAtRiskDeal,
  anEvidenceDeal,
  aPattern,
  aView,
  bigLossFigures,
  entrantFigures,
  euros,
  OPENED_AT,
  surgeFigures,
} from '../support/alerts.ts';

const BASE = 'https://tandem.example.com';
const withNews = (...news: readonly News[]) =>
  anAlert({ news: [{ what: 'opened' as const }, ...news].map((one) => ({ at: OPENED_AT, news: one })) });
const textOf = (view: AlertView, revision = 1) => jointAlertMessage(view, revision, 'sales', BASE).text;

describe('the message about a new competitor', () => {
  const view = aView({
    alert: anAlert({
      id: 'N0034',
      family: 'new-entrant',
      pattern: aPattern({ competitor: 'hooli' }),
      figures: entrantFigures({ lost: 1, won: 1 }),
    }),
    names: { competitor: 'Hooli' },
    evidence: [
      anEvidenceDeal({ account: 'Contoso', told: 'won', money: undefined, primaryReason: undefined }),
      anEvidenceDeal({
        account: undefined,
        dealId: 'O-1',
        told: 'mentioned',
        money: undefined,
        stage: 'proposal',
      }),
      anEvidenceDeal({ account: 'Gone', told: 'mentioned', money: undefined, standing: 'withdrawn' }),
      anEvidenceDeal({ account: 'Northwind' }),
    ],
    unconfirmed: 'hooli',
  });

  it('says in which deals it was named, and asks who it is', () => {
    const { subject, text } = jointAlertMessage(view, 1, 'sales', BASE);
    expect(subject).toBe('[Tandem] New in deals: Hooli (alert N0034)');
    expect(text).toContain(`1 of them lost to it, 1 of them won over it.
It was not named in a deal before.
Nobody has confirmed this name yet. Do, or say whom it means: ${BASE}/competitors/hooli
Reported reasons: price 1. Money: 120,000 EUR lost.

NAMED IN
  Contoso   won deal
  O-1   mentioned in an open deal (stage: proposal)
  Northwind   lost deal

STILL OPEN, SAME COMPETITOR: none that Tandem knows of.`);
  });

  it('claims nothing when all of it was taken back', () => {
    const evidence = view.evidence.map((deal) => ({
      ...deal,
      standing: 'withdrawn' as const,
      money: undefined,
    }));
    expect(textOf({ ...view, evidence })).toContain('Every report behind it was withdrawn since');
  });
});

describe('the message of a joint alert', () => {
  const full = aView({
    alert: anAlert({
      pattern: aPattern({ segment: 'enterprise', reason: 'price' }),
      figures: surgeFigures({ matches: 5 }),
      acknowledgements: { marketing: { by: 'Mia', stance: 'acting', at: OPENED_AT } },
    }),
    names: { competitor: 'Acme', segment: 'enterprise' },
    evidence: [
      anEvidenceDeal({ seq: 90, money: euros(400_000) }),
      anEvidenceDeal({ seq: 95, money: euros(12_000) }),
      anEvidenceDeal({ seq: 100, primaryReason: 'product_gap', money: { amount: 900_000, currency: 'JPY' } }),
      anEvidenceDeal({ seq: 101, standing: 'withdrawn', money: undefined }),
      anEvidenceDeal({ seq: 102, standing: 'won', money: undefined }),
    ],
    atRisk: [
      anAtRiskDeal(),
      anAtRiskDeal({ dealId: 'O-2', account: undefined, money: euros(90_000), expectedCloseOn: undefined }),
      anAtRiskDeal({ dealId: 'O-3', account: 'Fabrikam', money: undefined, stage: undefined }),
    ],
  });

  it('says everything that both teams need, in plain text', () => {
    expect(jointAlertMessage(full, 1, 'sales', BASE)).toEqual({
      id: 'S0034-1-sales',
      team: 'sales',
      kind: 'alert-opened',
      alertId: 'S0034',
      about: { family: 'loss-surge', competitor: 'acme', reason: 'price', segment: 'enterprise' },
      subject: '[Tandem] Acme is winning more enterprise deals on price (alert S0034)',
      text: `5 of the last 12 closed deals were enterprise deals lost to Acme with price as the reported reason. Before that it was about 1 in 6.
A run this strong comes by chance about once in 40 quarters.
Reported reasons: price 2, product gaps 1. Money: 412,000 EUR and 900,000 JPY lost.

STILL OPEN, SAME COMPETITOR AND SEGMENT (3 deals, 210,000 EUR)
  Northwind   120,000 EUR   expected close 4 Dec 2026   stage: proposal
  O-2   90,000 EUR   stage: proposal
  Fabrikam   expected close 4 Dec 2026

SALES      acknowledge   https://tandem.example.com/alerts/S0034?team=sales#answer
MARKETING  acknowledged by Mia
All evidence: https://tandem.example.com/alerts/S0034#evidence

Alert S0034, message 1. Should it come twice, the second one is the same message.
`,
    });
  });

  it('says of how many deals it tells reasons and money, where there are more', () => {
    const alert = anAlert({ figures: surgeFigures({ matches: 120, of: 300 }) });
    expect(textOf({ ...full, alert })).toContain(
      '\nReported reasons in 5 of these 120 deals: price 2, product gaps 1. Money: 412,000 EUR and 900,000 JPY lost in the 5.\n',
    );
  });

  it('has the same facts in the same words for both teams', () => {
    const sales = jointAlertMessage(full, 1, 'sales', BASE);
    const marketing = jointAlertMessage(full, 1, 'marketing', BASE);
    expect(marketing).toEqual({ ...sales, id: 'S0034-1-marketing', team: 'marketing' });
  });

  it('names ten open deals and counts the rest', () => {
    const atRisk = Array.from({ length: 13 }, (_, n) =>
      anAtRiskDeal({ dealId: `O-${n}`, account: `Account ${n}` }),
    );
    const text = textOf(aView({ atRisk }));
    expect(text).toContain('STILL OPEN, SAME COMPETITOR (13 deals, 1,560,000 EUR)\n');
    expect(text).toContain('  Account 9   120,000 EUR');
    expect(text).not.toContain('Account 10');
    expect(text).toContain(`\n  and 3 more: ${BASE}/alerts/S0034#at-risk\n`);
  });

  it.each([
    ['one deal', { atRisk: [anAtRiskDeal()] }, 'STILL OPEN, SAME COMPETITOR (1 deal, 120,000 EUR)\n'],
    [
      'a deal of unknown size',
      { atRisk: [anAtRiskDeal({ money: undefined })] },
      'STILL OPEN, SAME COMPETITOR (1 deal)\n',
    ],
    ['no deal', {}, 'STILL OPEN, SAME COMPETITOR: none that Tandem knows of.'],
    [
      'no competitor',
      { alert: anAlert({ pattern: aPattern({ competitor: null, reason: 'timing' }) }), names: {} },
      'No competitor is named, so no open deals can be told apart as at risk.\n',
    ],
    [
      'all losses',
      { alert: anAlert({ pattern: aPattern({ competitor: null }) }), names: {} },
      'This is about all losses together, so no open deals can be told apart as at risk.\n',
    ],
  ])('says it for %s', (_, given, line) => {
    expect(textOf(aView(given))).toContain(line);
  });

  it('says so when no report counts any more', () => {
    const evidence = [anEvidenceDeal({ standing: 'withdrawn', money: undefined })];
    const text = textOf(aView({ evidence }));
    expect(text).toContain(
      '\nEvery report behind it was withdrawn since, or the deal was won after all.\n\nSTILL OPEN',
    );
  });

  it('tells of a big loss', () => {
    const alert = anAlert({ id: 'B0034', family: 'big-loss', figures: bigLossFigures() });
    const message = jointAlertMessage(aView({ alert }), 1, 'marketing', BASE);
    expect(message.subject).toBe('[Tandem] Acme took a large deal: 500,000 EUR (alert B0034)');
    expect(message.text).toContain(
      'Acme took a deal worth 500,000 EUR.\nEvery loss of 250,000 EUR or more is reported at once.\nReported reasons: price 1. Money: 120,000 EUR lost.\n',
    );
  });
});

describe('the message about news', () => {
  it.each<[string, News, string]>([
    [
      'money',
      { what: 'money-doubled', seq: 120 },
      'News: the money lost in this pattern has doubled since the last message.',
    ],
    [
      'a segment',
      { what: 'combination', key: 'competitor=acme|segment=smb' },
      'News: it now stands out by itself in smb.',
    ],
    [
      'a reason',
      { what: 'combination', key: 'competitor=acme|reason=price' },
      'News: it now stands out by itself on price.',
    ],
    [
      'both',
      { what: 'combination', key: 'competitor=acme|reason=product_gap|segment=smb' },
      'News: it now stands out by itself in smb on product gaps.',
    ],
    [
      'an open deal',
      { what: 'at-risk-deal', dealId: 'O-1' },
      'News: one more open deal is in danger: Northwind   120,000 EUR   expected close 4 Dec 2026   stage: proposal',
    ],
    [
      'a deal that is closed by now',
      { what: 'at-risk-deal', dealId: 'O-9' },
      'News: deal O-9 came into danger; it is no longer open.',
    ],
  ])('of %s begins with it', (_, news, line) => {
    const message = jointAlertMessage(
      aView({ alert: withNews(news), atRisk: [anAtRiskDeal()] }),
      2,
      'sales',
      BASE,
    );
    expect(message.text.split('\n').slice(0, 3)).toEqual([
      line,
      '',
      'Acme took 7 of the last 12 closed deals. Before that it was about 1 in 6.',
    ]);
    expect(message).toMatchObject({
      id: 'S0034-2-sales',
      kind: 'alert-updated',
      subject: '[Tandem] News: Acme is winning more deals (alert S0034)',
    });
  });

  it('tells of the revision that it belongs to, not of the newest', () => {
    const alert = withNews({ what: 'money-doubled', seq: 120 }, { what: 'at-risk-deal', dealId: 'O-1' });
    expect(textOf(aView({ alert }), 2)).toContain('has doubled');
    expect(textOf(aView({ alert }), 2)).not.toContain('O-1');
    expect(textOf(aView({ alert }), 1)).not.toContain('News');
  });
});

describe('a subject', () => {
  const anyName = fc.oneof(
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 }),
    fc.constantFrom(
      'Über GmbH',
      '株式会社テスト',
      'Ελλάς ΑΕ',
      'شركة',
      '🙂🙂',
      '–',
      'x'.repeat(200),
      'a b '.repeat(50),
    ),
  );

  it('is ASCII on one line, under 100 characters, with the id of the alert, whatever the names are', () => {
    const what = fc.record({
      competitor: fc.option(anyName, { nil: undefined }),
      segment: fc.option(anyName, { nil: undefined }),
      reason: fc.constantFrom(null, 'price', 'product_gap'),
      big: fc.boolean(),
      revision: fc.constantFrom(1, 2),
    });
    fc.assert(
      fc.property(what, ({ competitor, segment, reason, big, revision }) => {
        const alert = {
          ...withNews({ what: 'money-doubled', seq: 120 }),
          pattern: aPattern({ competitor: competitor ?? null, segment: segment ?? null, reason }),
          ...(big && { figures: bigLossFigures({ amount: 99_999_999_999_999 }) }),
        };
        const { subject } = jointAlertMessage(
          aView({ alert, names: { competitor, segment } }),
          revision,
          'sales',
          BASE,
        );
        expect(subject).toMatch(/^\[Tandem\] [\x20-\x7e]+ \(alert S0034\)$/);
        expect(subject.length).toBeLessThan(100);
        expect(subject).not.toMatch(/ {2}|undefined|null/);
      }),
    );
  });

  it.each([
    ['Über GmbH', '[Tandem] Uber GmbH is winning more deals (alert S0034)'],
    ['株式会社テスト', '[Tandem] A competitor is winning more deals (alert S0034)'],
    ['Ørsted Łódź Weiß', '[Tandem] Orsted Lodz Weiss is winning more deals (alert S0034)'],
    [
      'The International Company of Very Long Names and Sons and Daughters Limited',
      '[Tandem] The International Company of Very Long Names and Sons and Daughters... (alert S0034)',
    ],
  ])('of an alert about %s is "%s"', (competitor, subject) => {
    expect(jointAlertMessage(aView({ names: { competitor } }), 1, 'sales', BASE).subject).toBe(subject);
  });
});

describe('a digest', () => {
  it('has one item for each piece of news, oldest first', () => {
    const doubled = aView({ alert: withNews({ what: 'money-doubled', seq: 120 }) });
    const big = aView({ alert: anAlert({ id: 'B0044', family: 'big-loss', figures: bigLossFigures() }) });
    const told = [
      { view: doubled, revision: 2 },
      { view: big, revision: 1 },
    ];
    expect(digestMessage(told, 'marketing', '2026-06-16', BASE)).toEqual({
      id: 'digest-2026-06-16-marketing',
      team: 'marketing',
      kind: 'digest',
      subject: '[Tandem] Digest of 2026-06-16: 2 items',
      text: `What came on top of the immediate messages, oldest first.

Acme is winning more deals (alert S0034)
  News: the money lost in this pattern has doubled since the last message.
  Acme took 7 of the last 12 closed deals. Before that it was about 1 in 6.
  A run this strong comes by chance about once in 40 quarters.
  https://tandem.example.com/alerts/S0034?team=marketing

Acme took a large deal: 500,000 EUR (alert B0044)
  New: Acme took a large deal: 500,000 EUR.
  Acme took a deal worth 500,000 EUR.
  Every loss of 250,000 EUR or more is reported at once.
  https://tandem.example.com/alerts/B0044?team=marketing
`,
    });
  });

  it('of one item says so', () => {
    const { subject } = digestMessage([{ view: aView(), revision: 1 }], 'sales', '2026-06-16', BASE);
    expect(subject).toBe('[Tandem] Digest of 2026-06-16: 1 item');
  });
});
