import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyEntry, type Deal, dealStatus } from '../../shared/domain/deal.ts';
import { decide, type Report } from '../../shared/domain/decide-report.ts';
import { isDealEntry } from '../../shared/domain/ledger-entry.ts';
import type { Table } from '../../shared/ports/table.ts';
import { getDeal } from '../../shared/store/deals.ts';
import type { Outcome } from '../../shared/store/record-report.ts';
import { createRecorder } from '../../shared/store/recorder.ts';
import { aClock } from '../support/clock.ts';
import { randomReport } from '../support/random-reports.ts';
import { allItems, aStore, wholeLedger } from '../support/store.ts';

const DEALS = ['D-1', 'D-2', 'D-3'] as const;

/** Reports that come at once, then others, and so on; before each group the clock moves. */
const groups = fc.array(
  fc.record({
    jump: fc.integer({ min: -5_000, max: 5_000 }),
    reports: fc.array(randomReport([...DEALS]), { minLength: 1, maxLength: 12 }),
  }),
  { maxLength: 6 },
);

/** Deals as one report after the other makes them: what the recorder must come to, however it batches. */
class SequentialModel {
  readonly deals = new Map<string, Deal>();

  take(report: Report): string {
    const before = this.deals.get(report.dealId);
    const decision = decide(before, report);
    if (decision.kind === 'store') {
      this.deals.set(report.dealId, applyEntry(before, { ...decision.entry, seq: 1, recordedAt: 0 }));
    }
    return decision.kind === 'refused' ? decision.reason : decision.kind;
  }
}

const kindOf = (outcome: Outcome): string =>
  outcome.kind === 'stored' ? 'store' : outcome.kind === 'refused' ? outcome.reason : outcome.kind;

/** The deal without the numbers and times of its entries, which depend on what else was reported. */
const withoutNumbers = (deal: Deal | undefined) =>
  JSON.parse(
    JSON.stringify(deal ?? null, (name, value) =>
      ['seq', 'closes', 'history', 'reported'].includes(name) ? undefined : value,
    ),
  );

/** The ledger has no gap, time does not run back, and every deal is the fold of its entries. */
async function expectSoundLedger(table: Table): Promise<void> {
  const ledger = await wholeLedger(table);
  expect(ledger.map(({ seq }) => seq)).toEqual(ledger.map((_, index) => index + 1));
  const times = ledger.map(({ recordedAt }) => recordedAt);
  expect(times).toEqual(times.toSorted((a, b) => a - b));
  const folded = new Map<string, Deal>();
  for (const entry of ledger.filter(isDealEntry))
    folded.set(entry.dealId, applyEntry(folded.get(entry.dealId), entry));
  for (const id of DEALS) {
    const stored = (await getDeal(table, id))?.deal;
    expect(JSON.parse(JSON.stringify(stored ?? null))).toEqual(
      JSON.parse(JSON.stringify(folded.get(id) ?? null)),
    );
  }
}

/** The lists of open deals, counted anew from the deals. */
async function expectSoundLists(store: Pick<ReturnType<typeof aStore>, 'table' | 'database'>): Promise<void> {
  const expected: string[] = [];
  for (const id of DEALS) {
    const deal = (await getDeal(store.table, id))?.deal;
    if (deal === undefined || dealStatus(deal) !== 'open') continue;
    expected.push(...Object.keys(deal.mentions).map((key) => `OPEN-DEALS#${key} ${id}`));
  }
  const listed = allItems(store).filter(({ pk }) => pk.startsWith('OPEN-DEALS#'));
  expect(listed.map(({ pk, sk }) => `${pk} ${sk}`).sort()).toEqual(expected.sort());
}

describe('random reports about a few deals', () => {
  it('come to the same through one recorder, whatever comes at once', async () => {
    const store = aStore();
    const { table } = store;
    await fc.assert(
      fc
        .asyncProperty(groups, async (all) => {
          const clock = aClock();
          const { record } = createRecorder({ table, clock });
          const model = new SequentialModel();
          for (const { jump, reports } of all) {
            clock.advance(jump);
            const outcomes = await Promise.all(reports.map((report) => record(report)));
            expect(outcomes.map(kindOf)).toEqual(reports.map((report) => model.take(report)));
          }
          for (const id of DEALS) {
            expect(withoutNumbers((await getDeal(table, id))?.deal)).toEqual(
              withoutNumbers(model.deals.get(id)),
            );
          }
          await expectSoundLedger(table);
          await expectSoundLists(store);
        })
        .beforeEach(() => store.empty()),
      { numRuns: 60 },
    );
  });

  it('lose nothing through two competing recorders', async () => {
    const store = aStore();
    const other = aStore(store.folder, { lock: false });
    await fc.assert(
      fc
        .asyncProperty(groups, async (all) => {
          const clock = aClock();
          const one = createRecorder({ table: store.table, clock }).record;
          const another = createRecorder({ table: other.table, clock }).record;
          let stored = 0;
          for (const { jump, reports } of all) {
            clock.advance(jump);
            const outcomes = await Promise.all(
              reports.map((report, index) => {
                const record = index % 2 === 0 ? one : another;
                return record(report);
              }),
            );
            const seqs = outcomes.flatMap((outcome) => (outcome.kind === 'stored' ? [outcome.seq] : []));
            expect(new Set(seqs).size).toBe(seqs.length);
            stored += seqs.length;
          }
          expect(await wholeLedger(store.table)).toHaveLength(stored);
          await expectSoundLedger(store.table);
          await expectSoundLists(store);
        })
        .beforeEach(() => store.empty()),
      { numRuns: 40 },
    );
  });

  it('that are all reported a second time store nothing, if each said how its deal stands', async () => {
    const store = aStore();
    const { table } = store;
    const last = fc.uniqueArray(randomReport([...DEALS]), { selector: ({ dealId }) => dealId });
    await fc.assert(
      fc
        .asyncProperty(groups, last, async (all, finals) => {
          const { record } = createRecorder({ table, clock: aClock() });
          for (const { reports } of all) await Promise.all(reports.map((report) => record(report)));
          for (const report of finals) await record(report);
          const before = await wholeLedger(table);
          for (const report of finals) expect((await record(report)).kind).not.toBe('stored');
          expect(await wholeLedger(table)).toEqual(before);
        })
        .beforeEach(() => store.empty()),
      { numRuns: 40 },
    );
  });
});
