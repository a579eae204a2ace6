import { describe, expect, it } from 'vitest';
import { openAlert } from '../../shared/domain/alerts/life.ts';
import { wayToThreshold } from '../../shared/domain/detection/surge/way-to-threshold.ts';
import { createAlert } from '../../shared/store/alerts.ts';
import type { PatternRow, WatchedPatterns } from '../../shared/store/patterns.ts';
import { fingerprint } from '../../shared/web/fingerprint.ts';
import { renderPage } from '../../shared/web/layout.ts';
import { messagePage } from '../../shared/web/message-page.ts';
import { patternsPage } from '../../shared/web/patterns-page.ts';
import { aLoss, aMention, anOpenDeal } from '../support/reports.ts';
import { aSite, wordsOf } from './site.ts';

const EVIL = '"><script>alert(1)</script>\'&';

/** Every name, text and id that people give is made of markup. */
async function anEvilSite() {
  const site = aSite();
  const evil = { account: EVIL, segment: EVIL, region: EVIL, product: EVIL, owner: EVIL, stage: EVIL };
  await site.report(
    { kind: 'update', dealId: 'D-1', deal: anOpenDeal(evil) },
    { kind: 'mention', dealId: 'D-1', mention: aMention({ competitor: EVIL, note: EVIL, threat: 'high' }) },
    { kind: 'loss', dealId: 'D-2', report: aLoss({ ...evil, competitor: EVIL, note: EVIL }) },
  );
  const alert = openAlert(
    {
      family: 'loss-surge',
      seq: 3,
      at: 0,
      pattern: { competitor: 'scriptalert1script', reason: 'price', segment: 'scriptalert1script' },
      key: EVIL,
      epoch: 3,
      cause: 'alarm',
      mutedBy: null,
      evidence: [3],
      figures: {
        kind: 'loss-surge',
        matches: 1,
        of: 1,
        usualShare: 0.1,
        strength: 1,
        threshold: 1,
        oncePerQuarters: 1,
      },
    },
    ['D-1'],
    site.clock(),
  );
  await createAlert(site.table, alert);
  const path = `/alerts/${alert.id}`;
  await site.post(`${path}/acknowledgements`, { team: 'sales', by: EVIL, stance: 'acting' });
  await site.post(`${path}/responses`, { team: 'sales', by: EVIL, action: EVIL });
  const pages = await Promise.all([
    ...['/', '/alerts', path, `${path}?team=${encodeURIComponent(EVIL)}`, '/patterns', '/competitors'].map(
      (page) => site.get(page, { cookie: `tandem_reporter=${encodeURIComponent(EVIL)}` }),
    ),
    ...['/deals/D-1', '/deals/D-2', '/deals/D-2/withdraw', `/deals/${encodeURIComponent(EVIL)}`].map((page) =>
      site.get(page),
    ),
    ...[
      '/report/loss?deal=D-2',
      '/report/win?deal=D-1',
      '/report/mention?deal=D-1',
      '/report/mention?deal=D-2',
    ].map((page) => site.get(page, { cookie: `tandem_reporter=${encodeURIComponent(EVIL)}` })),
    ...['/report/loss', '/report/win', '/report/mention'].map((page) =>
      site.post(page, {
        dealId: EVIL,
        account: EVIL,
        note: EVIL,
        competitor: EVIL,
        formKey: EVIL,
        prefilled: EVIL,
        amount: EVIL,
      }),
    ),
    site.post(`${path}/acknowledgements`, { team: 'sales', by: EVIL, stance: EVIL }),
  ]);
  return pages.map(({ html }) => html);
}

describe('Every page', () => {
  it('shows what people wrote as text, and has neither scripts nor styles of its own', async () => {
    const pages = await anEvilSite();
    for (const html of pages) {
      expect(html).not.toMatch(/<script|<style| style=| on\w+="/);
      expect(html).not.toMatch(/"'&(?!#39|amp)/);
      expect(html.match(/<h1>/g)).toHaveLength(1);
      expect(html).toMatch(/^<!doctype html>\n<html lang="en">/);
      expect(html).not.toMatch(/undefined|\[object|NaN/);
    }
    expect(
      pages.filter((html) => html.includes('&lt;script&gt;alert(1)&lt;/script&gt;')).length,
    ).toBeGreaterThan(14);
  });

  it('gives each label its control, and no id twice', async () => {
    for (const html of await anEvilSite()) {
      const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id = '']) => id);
      expect(new Set(ids).size).toBe(ids.length);
      const named = [...html.matchAll(/ (?:for|list|aria-labelledby|aria-describedby)="([^"]+)"/g)];
      for (const [, names = ''] of named) {
        for (const name of names.split(' ')) expect(ids).toContain(name);
      }
    }
  });

  it('has the links of the home beside its own', () => {
    const page = messagePage({ heading: 'Hello', advice: ['Nothing.'] });
    const html = String(renderPage(page, [{ href: '/local/outbox', label: 'Outbox' }]));
    expect(html).toContain('<a href="/local/outbox">Outbox</a>');
    expect(String(renderPage(page))).not.toContain('Outbox');
  });

  it('is kept by no cache in between', async () => {
    expect((await aSite().get('/')).headers.get('cache-control')).toBe('private, no-cache');
  });
});

describe('The stylesheet', () => {
  it('can be kept for a year under the address that pages have for it', async () => {
    const site = aSite();
    const address = /<link rel="stylesheet" href="([^"]+)">/.exec((await site.get('/')).html)?.[1] ?? '';
    const { headers, html } = await site.get(address);
    expect(headers.get('content-type')).toBe('text/css; charset=utf-8');
    expect(headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(address).toBe(`/style.css?v=${fingerprint(html)}`);
    expect((await site.get('/style.css?v=old')).headers.get('cache-control')).toBe('no-cache');
  });

  it('has the fingerprint of FNV-1a', () => {
    expect([fingerprint(''), fingerprint('a'), fingerprint('foobar')]).toEqual([
      '811c9dc5',
      'e40c292c',
      'bf9cf968',
    ]);
  });
});

describe('The start page', () => {
  it('leads to the three forms, and says why there is no alert yet', async () => {
    const { html } = await aSite().get('/');
    for (const kind of ['loss', 'win', 'mention']) expect(html).toContain(`href="/report/${kind}"`);
    expect(wordsOf(html)).toContain('No alert so far.');
  });
});

describe('The patterns page', () => {
  const row: PatternRow = {
    family: 'loss-surge',
    key: 'competitor=acme|segment=enterprise',
    pattern: { competitor: 'acme', reason: null, segment: 'enterprise' },
    title: 'Acme, enterprise',
    usualShare: 0.004,
    usualBetween: [0.001, 0.02],
    matches: 3,
    of: 5,
    strength: 11,
    threshold: 143,
    lastMatchOn: '2026-06-12',
    epochRunning: true,
    recovery: null,
  };
  const page = (given: Partial<WatchedPatterns>) =>
    String(renderPage(patternsPage({ ...NOTHING, winRates: NO_RATES, allLosses: NO_LOSSES, ...given })));
  const NO_LOSSES = {
    usualPerWeek: undefined,
    losses: 0,
    days: 0,
    usual: 0,
    strength: 0,
    threshold: 365,
    epochRunning: false,
    falseAlarmsPromised: 0.25,
  };
  const NO_RATES = { competitors: [], falseAlarmsPromised: 0.25 };
  const NOTHING: WatchedPatterns = {
    isActive: true,
    closedDeals: 30,
    patterns: [],
    drifting: [],
    falseAlarmsPromised: 1,
    caution: { times: 1, before: 1, since: null, isMost: false },
    quarters: [
      { year: 2026, quarter: 2, alarms: 4, noise: { sales: 1, marketing: 2 }, falseAlarms: 3, unanswered: 0 },
    ],
  };

  it('says how near each is to its threshold', () => {
    const words = wordsOf(page({ patterns: [row] }));
    expect(words).toContain('Acme, enterprise Alarm raised 3 of 5 deals below 1% 50% 50% 12 Jun 2026');
    expect(words).toContain('Last report');
    expect(words).not.toContain('first alarm');
    expect(wordsOf(page({}))).toContain('Nothing to watch yet.');
  });

  it('draws the usual share with its interval, and the run, and says the same in words', () => {
    const html = page({ patterns: [row, { ...row, key: 'competitor=globex', matches: 0, of: 0 }] });
    expect(html).toContain('aria-label="usually 0 %, between 0 % and 2 %; lately 60 %"');
    expect(html).toContain('aria-label="usually 0 %, between 0 % and 2 %"');
    expect(html.match(/<circle/g)).toHaveLength(1);
    expect(html).not.toMatch(/NaN|Infinity|undefined/);
  });

  it('shows the nearest twenty, and the others when they are asked for', () => {
    const rows = (count: number) =>
      Array.from({ length: count }, (_, index) => ({
        ...row,
        key: `competitor=${index}`,
        title: `P${index}.`,
      }));
    expect(page({ patterns: rows(20) })).not.toContain('<details');
    const html = page({ patterns: rows(22) });
    expect(wordsOf(html)).toContain('2 more patterns, further from an alarm');
    const [shown = '', folded = ''] = html.split('<details');
    expect(shown).toContain('P19.');
    expect(shown).not.toContain('P20.');
    expect(folded).toContain('P20.');
    expect(folded).toContain('P21.');
  });

  it('shows what became of the promise', () => {
    const words = wordsOf(page({ falseAlarmsPromised: 0.5 }));
    expect(words).toContain('at most 0.5 false alarms for each team and quarter');
    expect(words).toContain('2026, quarter 2 4 1 2 3');
  });

  it('says how much evidence an alarm needs, since when, and why', () => {
    const words = (before: number, times: number, since: string | null = '2026-10-01') =>
      wordsOf(page({ caution: { times, before, since, isMost: times === 27 } }));
    expect(words(1, 1, null)).toContain('If the teams call more alarms noise than promised');
    expect(words(1, 3)).toContain(
      'Since 1 Oct 2026 an alarm needs three times the usual evidence , because the teams had called more alarms noise',
    );
    expect(words(1, 3)).not.toContain('as far as Tandem goes');
    expect(words(9, 27)).toContain('That is as far as Tandem goes by itself.');
    expect(words(3, 1)).toContain('Since 1 Oct 2026 an alarm needs the usual evidence again');
    expect(words(3, 1)).not.toContain('step by step');
    const eased = words(9, 3);
    expect(eased).toContain(
      'Since 1 Oct 2026 an alarm needs three times the usual evidence , because hardly',
    );
    expect(eased).toContain('Before that it needed nine times the usual evidence.');
    expect(eased).not.toContain('Fewer patterns');
    expect(eased).toContain('step by step');
  });

  it('says why no alarm can come yet', async () => {
    const words = (closedDeals: number) => wordsOf(page({ isActive: false, closedDeals }));
    expect(words(12)).toContain('Tandem needs 30 closed deals before its first alarm. So far there are 12.');
    expect(words(1)).toContain('So far there is 1.');
    expect(wordsOf((await aSite().get('/patterns')).html)).toContain('So far there are 0.');
  });

  it('says that a run is over', () => {
    const words = wordsOf(page({ patterns: [{ ...row, matches: 0, of: 0 }] }));
    expect(words).toContain('none lately');
    expect(words).not.toContain('0 of 0');
  });

  it.each([
    [0, 10, 0],
    [10, 10, 1],
    [1e9, 10, 1],
    [5, 0, 0],
    [11, 143, 0.5],
  ])('strength %d of %d is %d of the way', (strength, threshold, way) => {
    expect(wayToThreshold({ strength, threshold })).toBeCloseTo(way, 5);
  });
});

describe('The competitors page', () => {
  it('marks names that nobody confirmed, with the report that brought them', async () => {
    const site = aSite();
    expect(wordsOf((await site.get('/competitors')).html)).toContain('No competitor so far.');
    await site.report({ kind: 'loss', dealId: 'D-1', report: aLoss({ competitor: 'Acme' }) });
    expect(wordsOf((await site.get('/competitors')).html)).toContain(
      'Acme Candidate: not confirmed yet 15 Jun 2026, 11:00 , deal D-1',
    );
  });
});
