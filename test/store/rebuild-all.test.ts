import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Settings } from '../../shared/domain/settings.ts';
import { createProjections } from '../../shared/events/routes.ts';
import type { Key, Table } from '../../shared/ports/table.ts';
import { detectionItem, detectionsFrom } from '../../shared/store/detections.ts';
import { dealKey, openDealsOf, registerKey, SURGES } from '../../shared/store/keys.ts';
import { rebuildAll } from '../../shared/store/rebuilding/rebuild-all.ts';
import type { Comparison } from '../../shared/store/rebuilding/rebuild-projection.ts';
import { createRecorder } from '../../shared/store/recorder.ts';
import { aDetection, surgeFigures } from '../support/alerts.ts';
import { aClock, HOUR } from '../support/clock.ts';
import { correctedReports, HISTORY, type Timed } from '../support/corrected-ledgers.ts';
import { namingReports } from '../support/naming-ledgers.ts';
import { aLoss, aMention, anOpenDeal } from '../support/reports.ts';
import { aStore } from '../support/store.ts';

/** A budget so large that short ledgers alarm, repeat and mute all the time. */
const SETTINGS: Settings = {
  falseAlarmsPerQuarter: 2_000,
  bigLossAmounts: { EUR: 5_000_000 },
  timeZone: 'UTC',
  currency: 'EUR',
};

const NOW = Date.parse('2026-08-01T00:00:00Z');

async function advanceAll(table: Table): Promise<void> {
  for (const { advance } of createProjections()) await advance(table);
}

/** A store with a recorder that folds everything before each decision about a competitor, and at the end. */
function aSystem() {
  const store = aStore();
  const clock = aClock('2026-03-02T08:00:00Z');
  const recorder = createRecorder({ table: store.table, clock });
  return {
    ...store,
    async say(all: readonly Timed[]) {
      await recorder.configure({ falseAlarmsPerQuarter: 2_000, bigLossAmounts: SETTINGS.bigLossAmounts });
      for (const [hours, said] of all) {
        clock.advance(hours * HOUR);
        if ('dealId' in said) await recorder.record(said);
        else {
          await advanceAll(store.table);
          await recorder.decide(said);
        }
      }
      await advanceAll(store.table);
    },
  };
}

async function rebuilt(live: Table, mend: boolean): Promise<Comparison[]> {
  const scratch = aStore().table;
  const found: Comparison[] = [];
  for await (const one of rebuildAll(live, { scratch, projections: createProjections(), mend, now: NOW }))
    found.push(one);
  return found;
}
const differing = (all: readonly Comparison[]): string[] =>
  all.flatMap(({ differences }) => differences.map(({ key }) => `${key.pk} ${key.sk}`)).sort();

/** History, a run of losses to Acme under two names that were merged, and an open deal. */
const STORY: readonly Timed[] = [
  ...HISTORY,
  [1, { kind: 'update', dealId: 'O-1', deal: anOpenDeal() }],
  [1, { kind: 'mention', dealId: 'O-1', mention: aMention({ competitor: 'Acme Cloud' }) }],
  ...Array.from({ length: 6 }, (_, n): Timed => {
    const competitor = n % 2 === 0 ? 'Acme' : 'Acme Cloud';
    const report = aLoss({ competitor, account: `C ${n}`, owner: `Rep ${n}`, lostOn: '2026-06-01' });
    return [2, { kind: 'loss', dealId: `L-${n}`, report }];
  }),
  [1, { kind: 'merge', name: 'Acme Cloud', into: 'Acme' }],
  [1, { kind: 'withdraw', dealId: 'L-0', result: 'lost' }],
];

describe('a rebuild of everything', () => {
  it.each([
    ['reports, corrections and merges', correctedReports],
    ['namings of new competitors', namingReports],
  ])('finds nothing to put right after any %s', async (_, reports) => {
    let items = 0;
    const store = aSystem();
    await fc.assert(
      fc
        .asyncProperty(reports, async (all) => {
          await store.say(all);
          const comparisons = await rebuilt(store.table, false);
          expect(differing(comparisons)).toEqual([]);
          items += comparisons.reduce((sum, one) => sum + one.items, 0);
        })
        .beforeEach(() => store.empty()),
      { numRuns: 5 },
    );
    expect(items).toBeGreaterThan(300);
  });

  it('finds what was tampered with, changes nothing when it is only asked, and puts it right when it may', async () => {
    const { table, say } = aSystem();
    await say(STORY);
    const [detection] = await detectionsFrom(table, 'loss-surge', 0);
    const invented = aDetection({ seq: 70, epoch: 70, key: 'competitor=globex' });
    if (detection === undefined) throw new Error('Nothing was detected.');
    const group = 'MATCHES#loss-surge#competitor=acme';
    const [match] = (await table.query({ pk: group })).items;
    const deal = await table.get(dealKey('L-3'));
    if (match === undefined || deal === undefined) throw new Error('There should be losses.');
    const tampered: readonly Key[] = [
      { pk: SURGES, sk: 'competitor=acme' },
      { pk: SURGES, sk: 'team' },
      match.key,
      dealKey('L-3'),
      { pk: openDealsOf('acmecloud'), sk: 'O-1' },
      registerKey('acmecloud'),
      detectionItem(detection).put,
      detectionItem(invented).put,
    ];
    await table.write([
      { delete: { pk: SURGES, sk: 'competitor=acme' } },
      { put: { pk: SURGES, sk: 'team' }, data: { kind: 'name', countedAs: null } },
      { delete: match.key },
      { put: dealKey('L-3'), data: { ...deal.data, history: [1] }, when: { version: deal.version } },
      { delete: { pk: openDealsOf('acmecloud'), sk: 'O-1' } },
      { delete: registerKey('acmecloud') },
      detectionItem({ ...detection, figures: surgeFigures({ threshold: 1 }) }),
      detectionItem(invented),
    ]);
    const names = tampered.map(({ pk, sk }) => `${pk} ${sk}`).sort();
    expect(differing(await rebuilt(table, false))).toEqual(names);
    expect(differing(await rebuilt(table, false))).toEqual(names);
    expect(differing(await rebuilt(table, true))).toEqual(names);
    expect(differing(await rebuilt(table, false))).toEqual([]);
    // People may have heard of it.
    const after = await detectionsFrom(table, 'loss-surge', 70);
    expect(after.find(({ seq, key }) => seq === 70 && key === invented.key)).toMatchObject({
      retracted: true,
    });
  });

  it('makes everything from the ledger where nothing else is left', async () => {
    const { table, say, database } = aSystem();
    await say(STORY);
    const before = await rebuilt(table, false);
    await database.transact(() => database.statement("DELETE FROM items WHERE pk <> 'LEDGER'").run());
    await rebuilt(table, true);
    await advanceAll(table);
    const after = await rebuilt(table, false);
    expect(differing(after)).toEqual([]);
    expect(after.map(({ items }) => items)).toEqual(before.map(({ items }) => items));
  });

  it.each([false, true])(
    'is not disturbed by a system that goes on beside it (mending: %s)',
    async (mend) => {
      const { table, say } = aSystem();
      await say(STORY);
      let count = 0;
      let busy = false;
      /** Now and then, while the rebuild reads, there is a report, and the projections take it in. */
      const goesOn = async () => {
        count += 1;
        if (busy || count % 3 !== 0 || count > 150) return;
        busy = true;
        const report = aLoss({ competitor: count % 2 ? 'Acme' : 'Acme Cloud', owner: `R ${count}` });
        await say([[1, { kind: 'loss', dealId: `N-${count}`, report }]]);
        busy = false;
      };
      const moving: Table = {
        ...table,
        async get(key) {
          await goesOn();
          return await table.get(key);
        },
        async query(query) {
          await goesOn();
          return await table.query(query);
        },
      };
      expect(differing(await rebuilt(moving, mend))).toEqual([]);
      expect(count).toBeGreaterThan(20);
      await advanceAll(table);
      expect(differing(await rebuilt(table, false))).toEqual([]);
    },
  );
});
