import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  applyEntry,
  currentFields,
  type Deal,
  deal as dealSchema,
  dealStatus,
  mentionStatus,
} from '../../shared/domain/deal.ts';
import { decide, type Report } from '../../shared/domain/decide-report.ts';
import { isDealEntry, type LedgerEntry, ledgerEntry } from '../../shared/domain/ledger-entry.ts';
import { randomReport } from '../support/random-reports.ts';
import { aBareLoss, aLoss, aMention, anOpenDeal, aWin, without } from '../support/reports.ts';

const ID = 'D-1';
const update = (deal = anOpenDeal()): Report => ({ kind: 'update', dealId: ID, deal });
const loss = (report = aLoss()): Report => ({ kind: 'loss', dealId: ID, report });
const win = (report = aWin()): Report => ({ kind: 'win', dealId: ID, report });
const mention = (of = aMention()): Report => ({ kind: 'mention', dealId: ID, mention: of });
const withdraw = (result: 'lost' | 'won'): Report => ({ kind: 'withdraw', dealId: ID, result });

/** What one report after the other leads to: the deal, its entries, and what was decided each time. */
function reported(...reports: readonly Report[]) {
  let deal: Deal | undefined;
  const entries: LedgerEntry[] = [];
  const decisions: string[] = [];
  for (const report of reports) {
    const decision = decide(deal, report);
    decisions.push(decision.kind === 'refused' ? decision.reason : decision.kind);
    if (decision.kind !== 'store') continue;
    const entry = { ...decision.entry, seq: entries.length + 1, recordedAt: 1_000 };
    entries.push(entry);
    deal = applyEntry(deal, entry);
  }
  return { deal, entries, decisions };
}

describe('what becomes of a deal', () => {
  it.each<[string, Report[], string[], ReturnType<typeof dealStatus> | undefined]>([
    ['it is opened', [update()], ['store'], 'open'],
    ['it is opened with nothing known', [update({})], ['store'], 'open'],
    ['it is updated', [update(), update(anOpenDeal({ stage: 'won?' }))], ['store', 'store'], 'open'],
    ['it is lost', [loss()], ['store'], 'lost'],
    ['it is won', [win()], ['store'], 'won'],
    ['it is lost, then won after all', [loss(), win()], ['store', 'store'], 'won'],
    ['it is won, then lost after all', [win(), loss()], ['store', 'store'], 'lost'],
    [
      'it is lost, and the report changed',
      [loss(), loss(aLoss({ primaryReason: 'timing' }))],
      ['store', 'store'],
      'lost',
    ],
    ['it is lost and opened again', [loss(), withdraw('lost')], ['store', 'store'], 'open'],
    [
      'the loss is withdrawn twice',
      [loss(), withdraw('lost'), withdraw('lost')],
      ['store', 'store', 'no-such-report'],
      'open',
    ],
    ['a win is withdrawn that is a loss', [loss(), withdraw('won')], ['store', 'no-such-report'], 'lost'],
    ['a loss is withdrawn of an unknown deal', [withdraw('lost')], ['no-such-report'], undefined],
    [
      'it is lost, withdrawn and lost again',
      [loss(), withdraw('lost'), loss()],
      ['store', 'store', 'store'],
      'lost',
    ],
    ['a lost deal is updated', [loss(), update()], ['store', 'deal-closed'], 'lost'],
    ['a competitor comes up in a won deal', [win(), mention()], ['store', 'deal-closed'], 'won'],
    ['a competitor comes up in an unknown deal', [mention()], ['store'], 'open'],
  ])('%s', (_, reports, decisions, status) => {
    const { deal, decisions: made } = reported(...reports);
    expect(made).toEqual(decisions);
    expect(deal && dealStatus(deal)).toBe(status);
  });
});

describe('the same report again changes nothing', () => {
  it.each<[string, Report[]]>([
    ['an update', [update(), update()]],
    ['a loss', [loss(), loss()]],
    ['a loss of a deal that was known', [update(), loss(aBareLoss()), loss(aBareLoss())]],
    ['a win', [win(), win()]],
    ['a mention', [mention(), mention()]],
    [
      'an amount written in another way',
      [loss(aLoss({ amount: '5.50' })), loss(aLoss({ amount: '05.5000' }))],
    ],
    [
      'an amount of an open deal',
      [update(anOpenDeal({ amount: '5' })), update(anOpenDeal({ amount: '5.0' }))],
    ],
    [
      'fields in another order',
      [loss(), loss(JSON.parse(JSON.stringify(aLoss(), Object.keys(aLoss()).reverse())))],
    ],
    ['a field that is undefined', [loss(aBareLoss()), loss(aBareLoss({ note: undefined }))]],
    ['a mention after another one', [mention(), mention(aMention({ competitor: 'Globex' })), mention()]],
  ])('%s', (_, reports) => {
    const { decisions } = reported(...reports);
    expect(decisions.at(-1)).toBe('unchanged');
  });

  it.each<[string, Report, Report]>([
    ['another note', loss(), loss(aLoss({ note: 'Another note.' }))],
    ['another amount', loss(), loss(aLoss({ amount: '120000.01' }))],
    ['another currency', loss(), loss(aLoss({ currency: 'USD' }))],
    [
      'another order of reasons',
      loss(aLoss({ secondaryReasons: ['timing', 'poor_fit'] })),
      loss(aLoss({ secondaryReasons: ['poor_fit', 'timing'] })),
    ],
    ['another spelling of the competitor', loss(), loss(aLoss({ competitor: 'ACME' }))],
    ['another threat', mention(), mention(aMention({ threat: 'high' }))],
    ['another expected close', update(), update(anOpenDeal({ expectedCloseOn: '2026-12-05' }))],
  ])('but %s does', (_, before, after) => {
    expect(reported(before, after).decisions).toEqual(['store', 'store']);
  });
});

describe('a report is filled up with what is known of the deal', () => {
  it('from the time when it was open', () => {
    const { entries } = reported(update(), loss(aBareLoss({ owner: 'Bob' })));
    expect(entries.at(-1)).toEqual({
      seq: 2,
      recordedAt: 1_000,
      type: 'DealLost',
      dealId: ID,
      reporter: 'Bob',
      report: { ...without(anOpenDeal(), 'expectedCloseOn'), ...aBareLoss(), owner: 'Bob' },
      amends: undefined,
    });
  });

  it('and a field that is undefined does not wipe out what is known', () => {
    const { deal } = reported(update(), loss(aBareLoss({ account: undefined, owner: undefined })));
    expect(deal && currentFields(deal)).toMatchObject({ account: 'Northwind', owner: 'Ada' });
  });

  it('says which entry it amends', () => {
    const { entries } = reported(loss(), win(), loss(aLoss({ note: 'No.' })));
    expect(entries.map((entry) => ('amends' in entry ? entry.amends : undefined))).toEqual([undefined, 1, 2]);
  });

  it.each<[string, Report[], (number | undefined)[], number | undefined]>([
    ['first', [loss()], [undefined], 1],
    ['a change of a change', [loss(), loss(aLoss({ note: 'No.' })), loss()], [undefined, 1, 1], 1],
    ['a win after a loss', [loss(), win()], [undefined, 1], 1],
    ['a loss after a win', [win(), loss()], [undefined, undefined], 2],
    ['a loss, a win and a loss', [loss(), win(), loss()], [undefined, 1, undefined], 3],
    ['withdrawn', [loss(), win(), withdraw('won')], [undefined, 1, 1], undefined],
    ['lost again', [loss(), withdraw('lost'), loss()], [undefined, 1, undefined], 3],
  ])('says under which entry a closing is counted: %s', (_, reports, closes, now) => {
    const { entries, deal } = reported(...reports);
    expect(entries.map((entry) => ('closes' in entry ? entry.closes : undefined))).toEqual(closes);
    expect(deal?.closing?.closes).toBe(now);
  });

  it('does not carry the account of a changed report over', () => {
    const { deal } = reported(loss(aBareLoss({ account: 'A mistake' })), loss(aBareLoss()));
    expect(deal && currentFields(deal)).toEqual({});
  });
});

describe('a withdrawn report', () => {
  it('leaves what it knew of the deal, and the day it was expected to close', () => {
    const { deal } = reported(
      update({ expectedCloseOn: '2026-12-04', stage: 'proposal' }),
      mention(aMention({ threat: 'high' })),
      loss(aLoss({ account: 'Contoso' })),
      withdraw('lost'),
    );
    expect(deal?.open).toEqual({
      expectedCloseOn: '2026-12-04',
      stage: 'proposal',
      account: 'Contoso',
      amount: '120000.00',
      currency: 'EUR',
      segment: 'Enterprise',
      owner: 'Ada',
    });
    expect(deal?.mentions).toEqual({ acme: { competitor: 'Acme', threat: 'high' } });
    expect(deal?.history).toEqual([1, 2, 3, 4]);
  });

  it('names the entry that was in force, and who owned it', () => {
    const { entries } = reported(loss(), loss(aLoss({ owner: 'Bob' })), withdraw('lost'));
    expect(entries.at(-1)).toMatchObject({ type: 'ReportWithdrawn', withdraws: 2, reporter: 'Bob' });
  });
});

describe('mentions', () => {
  it('are kept one for each competitor, whatever the spelling, and the newest counts', () => {
    const { deal } = reported(mention(), mention(aMention({ competitor: 'ACME.', threat: 'low' })));
    expect(deal?.mentions).toEqual({ acme: { competitor: 'ACME.', threat: 'low' } });
  });

  it('of twenty competitors fit; the twenty-first is refused, a change of one of them is not', () => {
    const twenty = Array.from({ length: 20 }, (_, n) => mention(aMention({ competitor: `Rival ${n}` })));
    const { decisions } = reported(
      ...twenty,
      mention(aMention({ competitor: 'One more' })),
      mention(aMention({ competitor: 'Rival 7', threat: 'high' })),
    );
    expect(decisions.slice(20)).toEqual(['too-many-competitors', 'store']);
  });

  it('of a competitor named Constructor are like others', () => {
    const one = mention(aMention({ competitor: 'Constructor' }));
    const { deal, decisions } = reported(one, one);
    expect(decisions).toEqual(['store', 'unchanged']);
    expect(deal?.mentions).toEqual({ constructor: { competitor: 'Constructor' } });
    const twenty = Array.from({ length: 20 }, (_, n) => mention(aMention({ competitor: `Rival ${n}` })));
    expect(reported(...twenty, one).decisions.at(-1)).toBe('too-many-competitors');
  });

  it.each<[string, Report[], string]>([
    ['said by name only', [mention()], 'identified'],
    ['with a threat', [mention(aMention({ threat: 'low' }))], 'active'],
    ['as the incumbent or not', [mention(aMention({ incumbent: false }))], 'active'],
    ['in a deal that was won', [mention(), win()], 'beaten'],
    ['in a deal that it took', [mention(), loss(aLoss({ competitor: 'ACME!' }))], 'lost-to'],
    ['in a deal that another took', [mention(), loss(aLoss({ competitor: 'Globex' }))], 'identified'],
    ['in a deal that nobody took', [mention(), loss(aBareLoss({ competitor: 'Acme' }))], 'identified'],
    ['in a deal that is open again', [mention(), win(), withdraw('won')], 'identified'],
  ])('%s', (_, reports, status) => {
    const { deal } = reported(...reports);
    expect(deal && mentionStatus(deal, 'acme')).toBe(status);
  });
});

describe('any sequence of reports', () => {
  const reports = fc.array(randomReport([ID]), { maxLength: 25 });

  it('gives a deal that is the fold of its entries, read back from the ledger', () => {
    fc.assert(
      fc.property(reports, (all) => {
        const { deal, entries } = reported(...all);
        const read = entries
          .map((entry) => ledgerEntry.parse(JSON.parse(JSON.stringify(entry))))
          .filter(isDealEntry);
        const folded = read.reduce<Deal | undefined>((before, entry) => applyEntry(before, entry), undefined);
        expect(JSON.parse(JSON.stringify(folded ?? null))).toEqual(JSON.parse(JSON.stringify(deal ?? null)));
        expect(deal?.history ?? []).toEqual(entries.map(({ seq }) => seq));
        if (deal !== undefined) expect(dealSchema.parse(JSON.parse(JSON.stringify(deal)))).toBeDefined();
      }),
    );
  });

  it('is decided alike on the deal as it was read back', () => {
    fc.assert(
      fc.property(reports, randomReport([ID]), (all, next) => {
        const { deal } = reported(...all);
        const read = deal && dealSchema.parse(JSON.parse(JSON.stringify(deal)));
        expect(decide(read, next)).toEqual(decide(deal, next));
      }),
    );
  });

  it('is not changed by the last report coming twice', () => {
    fc.assert(
      fc.property(reports, randomReport([ID]), (all, last) => {
        const { deal } = reported(...all, last);
        const again = decide(deal, last);
        if (last.kind === 'withdraw') expect(again).toEqual({ kind: 'refused', reason: 'no-such-report' });
        else expect(again.kind).not.toBe('store');
      }),
    );
  });

  it('leaves a closed deal closed until its report is withdrawn', () => {
    fc.assert(
      fc.property(reports, randomReport([ID]), (all, next) => {
        const { deal } = reported(...all);
        if (deal?.closing === undefined) return;
        const decision = decide(deal, next);
        if (next.kind === 'update' || next.kind === 'mention') {
          expect(decision).toEqual({ kind: 'refused', reason: 'deal-closed' });
        }
        if (decision.kind !== 'store') return;
        const after = applyEntry(deal, { ...decision.entry, seq: 99, recordedAt: 1_000 });
        expect(dealStatus(after) === 'open').toBe(next.kind === 'withdraw');
      }),
    );
  });

  it('never forgets a mention or a field when a report is withdrawn', () => {
    fc.assert(
      fc.property(reports, (all) => {
        const { deal } = reported(...all);
        if (deal?.closing === undefined) return;
        const decision = decide(deal, withdraw(deal.closing.result));
        if (decision.kind !== 'store') throw new Error('A report in force can be withdrawn.');
        const after = applyEntry(deal, { ...decision.entry, seq: 99, recordedAt: 1_000 });
        expect(after.open).toMatchObject(currentFields(deal));
        expect(after.mentions).toEqual(deal.mentions);
      }),
    );
  });
});
