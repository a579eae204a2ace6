import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { atRiskDeals } from '../../shared/domain/alerts/at-risk.ts';
import { evidenceDeals, moneyLost, reasonCounts, stillCounts } from '../../shared/domain/alerts/evidence.ts';
import { AS_WRITTEN } from '../../shared/domain/competitors/register.ts';
import { applyEntry, type Deal } from '../../shared/domain/deal.ts';
import { decide, type Report } from '../../shared/domain/decide-report.ts';
import type { LedgerEntry } from '../../shared/domain/ledger-entry.ts';
import { aPattern, euros } from '../support/alerts.ts';
import { aLoss, aMention, anOpenDeal, aWin } from '../support/reports.ts';

const openDeal = (id: string, given: Parameters<typeof anOpenDeal>[0] = {}, mention = aMention()): Deal => ({
  id,
  open: anOpenDeal(given),
  mentions: { acme: mention },
  history: [1],
});
const withMoney = (id: string, amount: string, currency = 'EUR') => openDeal(id, { amount, currency });
const withoutMoney = (id: string) => openDeal(id, { amount: undefined, currency: undefined });

describe('the open deals at risk', () => {
  it('are shown as they are known', () => {
    expect(atRiskDeals(aPattern(), [openDeal('O-1', {}, aMention({ threat: 'high' }))], ['acme'])).toEqual([
      {
        dealId: 'O-1',
        account: 'Northwind',
        money: euros(90_000),
        expectedCloseOn: '2026-12-04',
        stage: 'proposal',
        threat: 'high',
      },
    ]);
  });

  it.each<[string, Deal[], string[]]>([
    [
      'the largest first',
      [withMoney('a', '1'), withMoney('b', '300'), withMoney('c', '20')],
      ['b', 'c', 'a'],
    ],
    ['those of equal size by id', [withMoney('b', '5'), withMoney('a', '5.00')], ['a', 'b']],
    [
      'those without an amount last',
      [withoutMoney('a'), withMoney('b', '0'), withMoney('c', '1')],
      ['c', 'b', 'a'],
    ],
    [
      'the currency of most deals first, whatever the numbers',
      [withMoney('a', '900000000', 'JPY'), withMoney('b', '1'), withMoney('c', '2')],
      ['c', 'b', 'a'],
    ],
    [
      'currencies of equally many deals by code',
      [
        withMoney('a', '1', 'USD'),
        withMoney('b', '2', 'CHF'),
        withMoney('c', '3', 'USD'),
        withMoney('d', '4', 'CHF'),
      ],
      ['d', 'b', 'c', 'a'],
    ],
    ['nothing among nothing', [], []],
  ])('come %s', (_, deals, ids) => {
    expect(atRiskDeals(aPattern(), deals, ['acme']).map(({ dealId }) => dealId)).toEqual(ids);
  });

  it('are those of the segment, in any spelling, where the pattern has one', () => {
    const deals = ['Mid Market', 'mid-market', 'Enterprise', undefined].map((segment, n) =>
      openDeal(`O-${n}`, { segment }),
    );
    const found = atRiskDeals(aPattern({ segment: 'midmarket' }), deals, ['acme']).map(
      ({ dealId }) => dealId,
    );
    expect(found).toEqual(['O-0', 'O-1']);
    expect(atRiskDeals(aPattern(), deals, ['acme'])).toHaveLength(4);
  });

  it('are none where no competitor is named', () => {
    expect(
      atRiskDeals(aPattern({ competitor: null, reason: 'timing' }), [openDeal('O-1')], ['acme']),
    ).toEqual([]);
  });

  it('are ranked alike in whatever order they are found', () => {
    const deal = fc
      .record({
        id: fc.nat(30),
        amount: fc.constantFrom(undefined, '1', '2.00', '2', '300'),
        currency: fc.constantFrom('EUR', 'USD', 'JPY'),
      })
      .map(({ id, amount, currency }) =>
        amount === undefined
          ? withoutMoney(`O-${id}`)
          : withMoney(`O-${id}`, amount === '2.00' ? '2' : amount, currency),
      );
    const deals = fc.uniqueArray(deal, { selector: ({ id }) => id, maxLength: 15 });
    fc.assert(
      fc.property(deals, (all) => {
        expect(atRiskDeals(aPattern(), all.toReversed(), ['acme'])).toEqual(
          atRiskDeals(aPattern(), all, ['acme']),
        );
      }),
    );
  });
});

/** Deals as their reports left them, and the whole ledger. */
function reported(...reports: readonly Report[]) {
  const deals = new Map<string, Deal>();
  const ledger: LedgerEntry[] = [];
  for (const report of reports) {
    const before = deals.get(report.dealId);
    const decision = decide(before, report);
    if (decision.kind !== 'store') throw new Error(`The test's report was not stored: ${decision.kind}.`);
    const entry = { ...decision.entry, seq: ledger.length + 1, recordedAt: 1_000 };
    ledger.push(entry);
    deals.set(report.dealId, applyEntry(before, entry));
  }
  return { ledger, dealNow: (id: string) => deals.get(id) };
}
const loss = (dealId: string, report = aLoss()): Report => ({ kind: 'loss', dealId, report });
const win = (dealId: string): Report => ({ kind: 'win', dealId, report: aWin() });
const withdraw = (dealId: string): Report => ({ kind: 'withdraw', dealId, result: 'lost' });

describe('the deals behind an alert', () => {
  /** The evidence is the first entry; this is what happened to its deal since. */
  it.each<[string, Report[], object, number, number]>([
    ['nothing', [], { standing: 'in force', money: euros(120_000), primaryReason: 'price' }, 1, 1],
    [
      'its report was changed',
      [loss('D-1', aLoss({ primaryReason: 'timing', amount: '5', lostOn: '2026-06-10' }))],
      { standing: 'changed', money: euros(5), primaryReason: 'timing', on: '2026-06-10' },
      1,
      1,
    ],
    [
      'its report was changed, and it went to somebody else',
      [loss('D-1', aLoss({ competitor: 'Globex' }))],
      { standing: 'moved', money: undefined, competitor: 'Globex' },
      0,
      0,
    ],
    [
      'its report was withdrawn',
      [withdraw('D-1')],
      { standing: 'withdrawn', money: undefined, primaryReason: 'price' },
      0,
      0,
    ],
    [
      'it was withdrawn and reported lost again',
      [withdraw('D-1'), loss('D-1', aLoss({ primaryReason: 'poor_fit' }))],
      { standing: 'withdrawn', money: undefined, primaryReason: 'price' },
      0,
      0,
    ],
    [
      'it was won after all',
      [win('D-1')],
      { standing: 'won', money: undefined, primaryReason: 'price' },
      0,
      0,
    ],
  ])('when %s', (_, since, line, reasons, money) => {
    const { ledger, dealNow } = reported(loss('D-1'), ...since);
    const evidence = evidenceDeals(ledger.slice(0, 1), dealNow, aPattern(), AS_WRITTEN);
    expect(evidence).toEqual([
      expect.objectContaining({ seq: 1, dealId: 'D-1', account: 'Northwind', ...line }),
    ]);
    expect(reasonCounts(evidence)).toHaveLength(reasons);
    expect(moneyLost(evidence)).toHaveLength(money);
  });

  it('all count where the alert is about all losses, to whomever the deals went', () => {
    const other = aLoss({ competitor: 'Globex', primaryReason: 'timing' });
    const { ledger, dealNow } = reported(loss('D-1'), loss('D-2', other));
    const all = aPattern({ competitor: null });
    const standings = (pattern: typeof all) =>
      evidenceDeals(ledger, dealNow, pattern, AS_WRITTEN).map(({ standing }) => standing);
    expect(standings(all)).toEqual(['in force', 'in force']);
    expect(standings(aPattern())).toEqual(['in force', 'moved']);
  });

  const mention = (competitor = 'Acme'): Report => ({
    kind: 'mention',
    dealId: 'D-1',
    mention: aMention({ competitor, heardOn: '2026-06-01' }),
  });
  const beaten = (competitor = 'Acme'): Report => ({
    kind: 'win',
    dealId: 'D-1',
    report: aWin({ competitor }),
  });
  const open: Report = { kind: 'update', dealId: 'D-1', deal: anOpenDeal() };
  const forget: Report = { kind: 'withdraw-mention', dealId: 'D-1', competitor: 'acme' };

  /** The same for deals that were not lost. */
  it.each<[string, Report[], object, boolean]>([
    ['a mention', [mention()], { told: 'mentioned', standing: 'in force', on: '2026-06-01' }, true],
    ['of an open deal', [mention(), open], { account: 'Northwind', stage: 'proposal', owner: 'Ada' }, true],
    ['that was repeated', [mention(), mention('ACME Inc.')], { standing: 'in force' }, true],
    ['that was withdrawn', [mention(), forget], { standing: 'withdrawn' }, false],
    [
      'in a deal that was lost',
      [mention(), open, loss('D-1')],
      { told: 'mentioned', standing: 'lost', stage: undefined },
      true,
    ],
    ['in one that was won', [mention(), win('D-1')], { standing: 'won' }, true],
    ['of somebody else', [mention('Globex')], { standing: 'moved' }, false],
    ['a win', [beaten()], { told: 'won', standing: 'in force', on: '2026-06-12' }, true],
    ['over somebody else after all', [beaten(), beaten('Globex')], { standing: 'moved' }, false],
    ['that was changed', [beaten(), beaten('ACME Inc.')], { standing: 'changed' }, true],
    ['that was lost after all', [beaten(), loss('D-1')], { told: 'won', standing: 'lost' }, false],
    [
      'that was withdrawn and reported again',
      [beaten(), { kind: 'withdraw', dealId: 'D-1', result: 'won' }, beaten()],
      { standing: 'withdrawn' },
      false,
    ],
  ])('may be %s', (_, reports, line, counts) => {
    const { ledger, dealNow } = reported(...reports);
    const evidence = evidenceDeals(ledger.slice(0, 1), dealNow, aPattern(), AS_WRITTEN);
    expect(evidence).toEqual([expect.objectContaining({ seq: 1, money: undefined, ...line })]);
    expect(evidence.map(stillCounts)).toEqual([counts]);
    expect(reasonCounts(evidence)).toEqual([]);
    expect(moneyLost(evidence)).toEqual([]);
  });

  it('are no other entries about deals', () => {
    const { ledger, dealNow } = reported(mention(), open, forget);
    expect(evidenceDeals(ledger, dealNow, aPattern(), AS_WRITTEN)).toHaveLength(1);
  });

  it('give the reported reasons, the most frequent first, and the money by currency', () => {
    const yen = { amount: '7000', currency: 'JPY' };
    const { ledger, dealNow } = reported(
      loss('D-1', aLoss({ primaryReason: 'timing', ...yen })),
      loss('D-2', aLoss({ secondaryReasons: ['incumbent'] })),
      loss('D-3', aLoss({ primaryReason: 'poor_fit', amount: undefined, currency: undefined })),
      loss('D-4', aLoss({ amount: '0.50' })),
    );
    const evidence = evidenceDeals(ledger, dealNow, aPattern(), AS_WRITTEN);
    expect(reasonCounts(evidence)).toEqual([
      { code: 'price', deals: 2 },
      { code: 'poor_fit', deals: 1 },
      { code: 'timing', deals: 1 },
    ]);
    expect(moneyLost(evidence)).toEqual([
      { amount: 12_000_050, currency: 'EUR' },
      { amount: 7_000, currency: 'JPY' },
    ]);
  });
});
