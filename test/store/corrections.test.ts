import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Detection } from '../../shared/domain/detection/detection.ts';
import { isHistory } from '../../shared/domain/detection/history.ts';
import { winRateGroups } from '../../shared/domain/detection/win-rate/win-rate.ts';
import type { LedgerEntry } from '../../shared/domain/ledger-entry.ts';
import type { Settings } from '../../shared/domain/settings.ts';
import { createProjections } from '../../shared/events/routes.ts';
import { MAX_WRITES, type Table, type Write } from '../../shared/ports/table.ts';
import { detectionsFrom } from '../../shared/store/detections.ts';
import { replay } from '../domain/detection/closings.ts';
import { correctedLedger, HISTORY, inForce, ledgerOf, type Timed } from '../support/corrected-ledgers.ts';
import { recountedWinRates } from '../support/recounted-win-rates.ts';
import { aLoss } from '../support/reports.ts';
import {
  aStore,
  beforeWrites,
  Crash,
  crashingAt,
  dealOf,
  partition,
  putLedger,
  type Store,
} from '../support/store.ts';

/** A budget so large that short ledgers alarm, repeat and mute all the time. */
const SETTINGS: Settings = {
  falseAlarmsPerQuarter: 2_000,
  bigLossAmounts: { EUR: 5_000_000 },
  timeZone: 'UTC',
  currency: 'EUR',
};

async function advance(table: Table): Promise<void> {
  for (const projection of createProjections(SETTINGS)) await projection.advance(table);
}
async function advanceOrDie(table: Table): Promise<void> {
  await advance(table).catch((fault) => {
    if (!(fault instanceof Crash)) throw fault;
  });
}

const json = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
/** Which correction changed a detection is not part of what it says. */
const said = (detections: readonly Detection[]) =>
  detections
    .map(({ revised: _, ...one }) => one)
    .sort((a, b) => a.seq - b.seq || (a.key < b.key ? -1 : 1))
    .map(json);

const standing = (detections: readonly Detection[]) =>
  said(detections.filter(({ retracted }) => retracted === undefined));

/** The states and the detections that stand, the large losses, and the names. */
async function found(table: Table) {
  const detections = await detectionsFrom(table, 'loss-surge', 0);
  const large = await detectionsFrom(table, 'big-loss', 0);
  const winRates = await detectionsFrom(table, 'win-rate', 0);
  const isState = ([item]: [string, unknown]) => !item.startsWith('name#');
  return {
    states: Object.fromEntries(
      Object.entries(await partition(table, 'PROJECTION#loss-surge')).filter(isState),
    ),
    detections: standing(detections),
    winRates: {
      states: Object.fromEntries(
        Object.entries(await partition(table, 'PROJECTION#win-rate')).filter(isState),
      ),
      detections: standing(winRates),
      kept: await keptFor('win-rate', table),
    },
    large: large.flatMap(({ seq, retracted, figures }) =>
      retracted === undefined && figures.kind === 'big-loss' ? [[seq, figures.amount]] : [],
    ),
    names: Object.keys(await partition(table, 'PROJECTION#names-seen')).sort(),
  };
}

/** The numbers of the closings that a family keeps, by group. */
async function keptFor(family: string, table: Table) {
  const kept: Record<string, number[]> = {};
  for (const competitor of [null, 'acme', 'acmecloud', 'globex', 'initech', 'umbrella']) {
    for (const group of winRateGroups.groupsOfCompetitor(competitor)) {
      const items = Object.keys(await partition(table, `MATCHES#${family}#${group}`));
      if (items.length > 0) kept[group] = items.map(Number);
    }
  }
  return kept;
}

/** The same, counted again from the reports in force. */
function recounted(ledger: readonly LedgerEntry[]) {
  const winRates = recountedWinRates(ledger, SETTINGS);
  const closings = inForce(ledger);
  const { items, facts } = replay(closings, SETTINGS);
  const reported = ledger.flatMap((entry) =>
    entry.type === 'DealLost' || entry.type === 'DealWon' ? [entry.report] : [],
  );
  const competitors = reported.flatMap(({ competitor = 'unknown' }) =>
    competitor === 'unknown' ? [] : competitor,
  );
  const segments = reported.flatMap(({ segment }) => segment ?? []);
  return {
    states: json(Object.fromEntries(items)),
    detections: said(facts),
    winRates: {
      states: json(winRates.states),
      detections: said(winRates.facts),
      kept: winRates.kept,
    },
    large: closings
      .filter(({ result, money }) => result === 'lost' && (money?.amount ?? 0) >= 5_000_000)
      .filter((closing) => !isHistory(closing))
      .map(({ seq, money }) => [seq, money?.amount]),
    names: [
      ...new Set([
        ...competitors.map((name) => `competitor#${name.toLowerCase().replaceAll(' ', '')}`),
        ...segments.map((name) => `segment#${name.toLowerCase().replaceAll(' ', '')}`),
      ]),
    ].sort(),
  };
}

const retractedIn = async (table: Table): Promise<Detection[]> =>
  (await detectionsFrom(table, 'loss-surge', 0)).filter(({ retracted }) => retracted);

const portion = fc.record({
  entries: fc.integer({ min: 1, max: 20 }),
  write: fc.integer({ min: 1, max: 4 }),
  when: fc.constantFrom('before' as const, 'after' as const),
  runners: fc.integer({ min: 1, max: 3 }),
});

describe('corrections of random ledgers', () => {
  it('lead to what the reports in force give, whatever crashes and whoever else runs', async () => {
    const store = aStore();
    const other = aStore(store.folder, { lock: false });
    let standing = 0;
    let retracted = 0;
    let winRates = 0;
    await fc.assert(
      fc
        .asyncProperty(correctedLedger, fc.array(portion, { maxLength: 6 }), async (ledger, portions) => {
          let start = 0;
          for (const { entries, write, when, runners } of [FIRST, ...portions]) {
            await putLedger(store.table, ledger.slice(start, start + entries));
            start += entries;
            await advanceOrDie(crashingAt(store.table, write, when));
            const tables = [store, other, store].slice(0, runners).map(({ table }) => table);
            await Promise.all(tables.map(advance));
          }
          await putLedger(store.table, ledger.slice(start));
          await Promise.all([store, other].map(({ table }) => advance(table)));
          const all = await found(store.table);
          expect(all).toEqual(recounted(ledger));
          standing += all.detections.length;
          winRates += all.winRates.detections.length;
          retracted += (await retractedIn(store.table)).length;
        })
        .beforeEach(() => store.empty()),
      { numRuns: 24 },
    );
    expect(standing).toBeGreaterThan(50);
    expect(winRates).toBeGreaterThan(20);
    expect(retracted).toBeGreaterThan(10);
  });

  it('that are taken back leave nothing behind', async () => {
    const store = aStore();
    await fc.assert(
      fc
        .asyncProperty(correctedLedger, fc.nat(), async (ledger, pick) => {
          const inForceNow = lossesInForce(ledger);
          const lost = inForceNow[pick % Math.max(1, inForceNow.length)];
          if (lost === undefined) return;
          await putLedger(store.table, ledger);
          await advance(store.table);
          const before = await found(store.table);
          const again = ledger.length + 1;
          await putLedger(store.table, [
            amendment(lost, again, lost.seq, { competitor: 'Umbrella' }),
            amendment(lost, again + 1, again, {}),
          ]);
          await advance(store.table);
          // A name was seen, whatever became of the report.
          expect({ ...(await found(store.table)), names: before.names }).toEqual(before);
        })
        .beforeEach(() => store.empty()),
      { numRuns: 12 },
    );
  });
});

const FIRST: typeof portion extends fc.Arbitrary<infer One> ? One : never = {
  entries: HISTORY.length,
  write: 9,
  when: 'after',
  runners: 1,
};

type Lost = Extract<LedgerEntry, { type: 'DealLost' }>;
/** The first reports of losses that nobody has corrected. */
function lossesInForce(ledger: readonly LedgerEntry[]): Lost[] {
  const last = new Map(ledger.map((entry) => [dealOf(entry), entry]));
  return [...last.values()].filter((entry): entry is Lost => entry.type === 'DealLost' && !entry.closes);
}
const amendment = (of: Lost, seq: number, amends: number, change: Partial<Lost['report']>): LedgerEntry => ({
  ...of,
  seq,
  recordedAt: of.recordedAt + 40 * 86_400_000,
  report: { ...of.report, ...change },
  amends,
  closes: of.seq,
});

/** A surge with many segments whose first loss is withdrawn: more states and detections change than one write takes. */
function aWideSurge(): LedgerEntry[] {
  const deals = Array.from({ length: 150 }, (_, n): Timed => {
    const report = aLoss({
      account: `Customer ${n}`,
      owner: `Rep ${n % 9}`,
      segment: `Segment ${n % 4}`,
      lostOn: '2026-06-01',
    });
    return [1, { kind: 'loss', dealId: `W-${n}`, report }];
  });
  const withdrawn = Array.from(
    { length: 3 },
    (_, n): Timed => [1, { kind: 'withdraw', dealId: `W-${n}`, result: 'lost' }],
  );
  return ledgerOf([...HISTORY, ...deals, ...withdrawn]);
}

describe('a rebuild that does not fit into one write', () => {
  const ledger = aWideSurge();

  async function untilTheFirstWithdrawal(): Promise<Store> {
    const store = aStore();
    await putLedger(store.table, ledger.slice(0, -3));
    await advance(store.table);
    await putLedger(store.table, ledger.slice(-3));
    return store;
  }
  async function writesOf(run: (table: Table) => Promise<void>, table: Table): Promise<number[]> {
    const sizes: number[] = [];
    await run(beforeWrites(table, async (writes: readonly Write[]) => void sizes.push(writes.length)));
    return sizes;
  }

  it('is written in portions', async () => {
    const { table } = await untilTheFirstWithdrawal();
    const sizes = await writesOf(advance, table);
    expect(sizes.length).toBeGreaterThan(3);
    expect(Math.max(...sizes)).toBe(MAX_WRITES);
    expect(await found(table)).toEqual(recounted(ledger));
  });

  it.each([1, 2, 3, 4, 5].flatMap((write) => [[write, 'before'] as const, [write, 'after'] as const]))(
    'is repaired after a crash at write %i, %s it',
    async (write, when) => {
      const { table } = await untilTheFirstWithdrawal();
      await advanceOrDie(crashingAt(table, write, when));
      await advance(table);
      expect(await found(table)).toEqual(recounted(ledger));
    },
  );

  it.each([1, 2, 3])(
    'gives way to a runner that comes in between at write %i, and goes on',
    async (where) => {
      const { table } = await untilTheFirstWithdrawal();
      let count = 0;
      const slow = beforeWrites(table, async () => {
        count += 1;
        if (count === where) await advance(table);
      });
      await advance(slow);
      expect(await found(table)).toEqual(recounted(ledger));
    },
  );

  it('never lets a slow runner write over what came after the rebuild', async () => {
    const { table } = await untilTheFirstWithdrawal();
    const seq = ledger.length + 1;
    const recordedAt = ledger.at(-1)?.recordedAt ?? 0;
    const next: LedgerEntry = { seq, recordedAt, type: 'DealLost', dealId: 'next', report: aLoss() };
    let count = 0;
    const slow = beforeWrites(table, async () => {
      count += 1;
      if (count !== 2) return;
      await advance(table);
      await putLedger(table, [next]);
      await advance(table);
    });
    await advance(slow);
    expect(await found(table)).toEqual(recounted([...ledger, next]));
  });
});

describe('an epoch that was over before the correction came', () => {
  /** Four losses to Initech within hours, three of which were first said to be another's; put right `days` later. */
  const lateBy = (days: number): LedgerEntry[] => {
    const lost = (n: number) =>
      aLoss({ competitor: 'Initech', account: `Customer ${n}`, owner: `Rep ${n}`, lostOn: '2026-06-01' });
    const surge = [1, 2, 3, 4].map((n): Timed => {
      const report = { ...lost(n), competitor: n === 1 ? 'Initech' : 'Umbrella' };
      return [1, { kind: 'loss', dealId: `S-${n}`, report }];
    });
    const corrected = [2, 3, 4].map(
      (n): Timed => [n === 2 ? days * 24 : 0, { kind: 'loss', dealId: `S-${n}`, report: lost(n) }],
    );
    return ledgerOf([...HISTORY, ...surge, ...corrected]);
  };
  const openersAbout = async (table: Table) =>
    (await detectionsFrom(table, 'loss-surge', 0)).filter(
      ({ key, retracted }) => key === 'competitor=initech' && retracted === undefined,
    );

  it.each([
    [29, 1],
    [31, 0],
  ])('is history only: corrected %i days later it gives %i detections', async (days, count) => {
    const { table } = aStore();
    await putLedger(table, lateBy(days));
    await advance(table);
    expect(await openersAbout(table)).toHaveLength(count);
    expect((await found(table)).states).toEqual(recounted(lateBy(days)).states);
  });
});
