import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import type { LedgerEntry } from '../../shared/domain/ledger-entry.ts';
import type { Projection } from '../../shared/domain/projection.ts';
import { storedReports } from '../../shared/domain/report.ts';
import type { Settings } from '../../shared/domain/settings.ts';
import { createFamilies } from '../../shared/events/families.ts';
import { createRoutes } from '../../shared/events/routes.ts';
import type { Table } from '../../shared/ports/table.ts';
import { checkpointKey, projectionOf } from '../../shared/store/keys.ts';
import { catchUp, type StoredProjection } from '../../shared/store/projector.ts';
import { DAY, HOUR } from '../support/clock.ts';
import { aBareLoss, aLoss, aMention, aWin } from '../support/reports.ts';
import {
  allItems,
  aStore,
  beforeWrites,
  Crash,
  crashingAt,
  dealOf,
  partition,
  putLedger,
  type Store,
} from '../support/store.ts';

const START = Date.parse('2026-03-02T08:00:00Z');

/** What the toy projection does with an entry: the deal's id says it, such as "a,b!c" (touch a, b and c, and tell of b). */
const toyState = z.object({ seen: z.array(z.int()) });
type ToyState = z.output<typeof toyState>;
const partsOf = (entry: LedgerEntry) =>
  dealOf(entry)
    .split(',')
    .map((part) => ({ name: part.replace('!', ''), tells: part.endsWith('!') }));

/** Remembers in each touched item the numbers of the entries that touched it, so a repeat or a gap shows. */
const toy: Projection<ToyState, { seq: number; name: string }> = {
  name: 'toy',
  touches: (entry) => (dealOf(entry) === '-' ? [] : partsOf(entry).map(({ name }) => name)),
  fold(items, entry) {
    if (dealOf(entry) === '-') return { changed: new Map(), facts: [] };
    const parts = partsOf(entry);
    return {
      changed: new Map(
        parts.map(({ name }) => [name, { seen: [...(items.get(name)?.seen ?? []), entry.seq] }]),
      ),
      facts: parts.filter(({ tells }) => tells).map(({ name }) => ({ seq: entry.seq, name })),
    };
  },
};
const storedToy: StoredProjection<ToyState, { seq: number; name: string }> = {
  projection: toy,
  state: toyState,
  factItem: ({ seq, name }) => ({
    put: { pk: 'FACTS', sk: `${String(seq).padStart(6, '0')}#${name}` },
    data: { seq, name },
  }),
};
const entry = (seq: number, dealId: string): LedgerEntry => ({
  seq,
  recordedAt: START + seq,
  type: 'DealLost',
  dealId,
  report: aBareLoss(),
});
const ledgerOf = (ids: readonly string[], after = 0) => ids.map((id, index) => entry(after + index + 1, id));

/** What the toy must have come to, worked out entry by entry without any storage. */
function expected(ids: readonly string[]) {
  const items = new Map<string, ToyState>();
  const facts: string[] = [];
  for (const one of ledgerOf(ids)) {
    const step = toy.fold(items, one);
    for (const [name, state] of step.changed) items.set(name, state);
    facts.push(...step.facts.map(({ seq, name }) => `${seq} ${name}`));
  }
  return { items: Object.fromEntries(items), facts: facts.sort() };
}
async function found(table: Table) {
  const facts = await partition(table, 'FACTS');
  return {
    items: await partition(table, projectionOf('toy')),
    facts: Object.values(facts)
      .map(({ seq, name }) => `${seq} ${name}`)
      .sort(),
  };
}
const reached = async (table: Table) => (await table.get(checkpointKey('toy')))?.data.seq;

const dealId = fc.oneof(
  { weight: 1, arbitrary: fc.constant('-') },
  {
    weight: 6,
    arbitrary: fc
      .uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), { minLength: 1, maxLength: 5 })
      .chain((names) =>
        fc
          .array(fc.boolean(), { minLength: names.length, maxLength: names.length })
          .map((tells) => names.map((name, index) => (tells[index] ? `${name}!` : name)).join(',')),
      ),
  },
);
const ids = fc.array(dealId, { maxLength: 60 });

describe('a projection', () => {
  it.each<[string, string[]]>([
    ['an empty ledger', []],
    ['one entry', ['a!']],
    ['entries that touch nothing', ['-', '-', '-']],
    ['more entries than are read at once', Array.from({ length: 450 }, (_, n) => `a${n % 7}`)],
    ['exactly as many as are read at once', Array.from({ length: 200 }, () => 'a')],
    [
      'entries that touch more items than one write takes',
      Array.from({ length: 150 }, (_, n) => `x${n},y${n}!,z${n}`),
    ],
    [
      'an entry that touches almost all that one write takes',
      ['a', Array.from({ length: 49 }, (_, n) => `n${n}!`).join(','), 'b!'],
    ],
  ])('folds %s, each exactly once and in order', async (_, deals) => {
    const { table } = aStore();
    await putLedger(table, ledgerOf(deals));
    const progress = await catchUp(table, storedToy);
    expect(progress).toEqual({ folded: deals.length, facts: expected(deals).facts.length });
    expect(await found(table)).toEqual(expected(deals));
    expect(await reached(table)).toBe(deals.length === 0 ? undefined : deals.length);
  });

  it('does nothing when it is woken again', async () => {
    const store = aStore();
    await putLedger(store.table, ledgerOf(['a', 'b!']));
    await catchUp(store.table, storedToy);
    const before = allItems(store);
    expect(await catchUp(store.table, storedToy)).toEqual({ folded: 0, facts: 0 });
    expect(allItems(store)).toEqual(before);
  });

  it('writes no item that it leaves as it is', async () => {
    const store = aStore();
    const once: Projection<ToyState, never> = {
      name: 'toy',
      touches: toy.touches,
      fold: (items, one) => ({
        changed: new Map(partsOf(one).map(({ name }) => [name, items.get(name) ?? { seen: [one.seq] }])),
        facts: [],
      }),
    };
    const versions = async () => {
      const items = await store.table.query({ pk: projectionOf('toy') });
      return items.items.map(({ key, version }) => [key.sk, version]);
    };
    for (const [index, deals] of ['a,b', 'a', 'c,b'].entries()) {
      await putLedger(store.table, ledgerOf([deals], index));
      await catchUp(store.table, { ...storedToy, projection: once });
    }
    expect(await versions()).toEqual([
      ['a', 0],
      ['b', 0],
      ['c', 0],
    ]);
  });

  it('comes to the same however the ledger grew between its runs', async () => {
    const store = aStore();
    const { table } = store;
    await fc.assert(
      fc
        .asyncProperty(fc.array(ids, { maxLength: 5 }), async (portions) => {
          let written = 0;
          for (const portion of portions) {
            await putLedger(table, ledgerOf(portion, written));
            written += portion.length;
            await catchUp(table, storedToy);
          }
          expect(await found(table)).toEqual(expected(portions.flat()));
        })
        .beforeEach(() => store.empty()),
      { numRuns: 50 },
    );
  });

  it('comes to the same with several runners at once, in two processes, while the ledger grows', async () => {
    const store = aStore();
    const other = aStore(store.folder, { lock: false });
    await fc.assert(
      fc
        .asyncProperty(ids, ids, async (first, second) => {
          await putLedger(store.table, ledgerOf(first));
          const runners = [store, other, store, other].map(({ table }) => catchUp(table, storedToy));
          await putLedger(store.table, ledgerOf(second, first.length));
          const done = await Promise.all([...runners, catchUp(other.table, storedToy)]);
          expect(done.reduce((sum, { folded }) => sum + folded, 0)).toBe(first.length + second.length);
          expect(await found(store.table)).toEqual(expected([...first, ...second]));
        })
        .beforeEach(() => store.empty()),
      { numRuns: 40 },
    );
  });

  it('comes to the same after a crash at any write', async () => {
    const store = aStore();
    const { table } = store;
    const wide = fc.array(
      fc.oneof(
        dealId,
        fc
          .integer({ min: 0, max: 30 })
          .map((n) => Array.from({ length: 20 }, (_, k) => `w${n + k}`).join(',')),
      ),
      { maxLength: 25 },
    );
    await fc.assert(
      fc
        .asyncProperty(
          wide,
          fc.array(
            fc.record({
              write: fc.integer({ min: 1, max: 4 }),
              when: fc.constantFrom('before' as const, 'after' as const),
            }),
            { maxLength: 4 },
          ),
          async (deals, crashes) => {
            await putLedger(table, ledgerOf(deals));
            for (const { write, when } of crashes) {
              await catchUp(crashingAt(table, write, when), storedToy).catch((fault) => {
                if (!(fault instanceof Crash)) throw fault;
              });
            }
            await catchUp(table, storedToy);
            expect(await found(table)).toEqual(expected(deals));
          },
        )
        .beforeEach(() => store.empty()),
      { numRuns: 60 },
    );
  });

  it('starts again where another runner has overtaken it', async () => {
    const { table } = aStore();
    await putLedger(table, ledgerOf(['a', 'b!', 'a']));
    let once = true;
    const slow = beforeWrites(table, async () => {
      if (!once) return;
      once = false;
      await catchUp(table, storedToy);
    });
    expect(await catchUp(slow, storedToy)).toEqual({ folded: 0, facts: 0 });
    expect(await found(table)).toEqual(expected(['a', 'b!', 'a']));
  });
});

const settings: Settings = {
  falseAlarmsPerQuarter: 1,
  bigLossAmounts: { USD: 100_000 },
  timeZone: 'UTC',
  currency: 'EUR',
};

/** Two months of deals, and then a run of losses to one competitor. */
function aBusyLedger(): LedgerEntry[] {
  const entries: LedgerEntry[] = [];
  let time = START;
  const add = (
    fields: { dealId: string; reporter: string } & (
      | { type: 'DealLost'; report: ReturnType<typeof aLoss> }
      | { type: 'DealWon'; report: ReturnType<typeof aWin> }
    ),
  ) => {
    time += 9 * HOUR;
    const today = new Date(time).toISOString().slice(0, 10);
    const seq = entries.length + 1;
    const body =
      fields.type === 'DealLost'
        ? { ...fields, report: { ...fields.report, lostOn: today } }
        : { ...fields, report: { ...fields.report, wonOn: today } };
    entries.push({ seq, recordedAt: time, ...body });
  };
  const rivals = ['Globex', 'Initech', 'Umbrella', 'Hooli', 'Acme'];
  for (let n = 0; n < 150; n += 1) {
    const who = { dealId: `D-${n}`, reporter: `Rep ${n % 7}` };
    if (n % 3 === 0) add({ ...who, type: 'DealWon', report: aWin() });
    else {
      const currency = n % 5 === 0 ? 'USD' : 'EUR';
      const report = aLoss({
        competitor: rivals[n % 5],
        account: `Account ${n}`,
        amount: `${1_000 + (n % 11) * 10}`,
        currency,
      });
      add({ ...who, type: 'DealLost', report });
    }
  }
  for (let n = 0; n < 20; n += 1) {
    const report = aLoss({ account: `Lost ${n}`, amount: `${5_000 * (n + 1)}` });
    add({ dealId: `R-${n}`, reporter: `Rep ${n % 7}`, type: 'DealLost', report });
  }
  return entries;
}

describe('the projections of the ledger that there are', () => {
  const projections = createRoutes(settings).flatMap(({ name, to }) =>
    to.function === 'advance-projection' ? [{ name, advance: to.advance }] : [],
  );
  const ledger = aBusyLedger();
  const derived = (store: Store) => allItems(store).filter(({ pk }) => pk !== 'LEDGER');

  it.each(projections)(
    '$name gives the same states and facts live, in bursts, after crashes and in a rebuild',
    async ({ advance }) => {
      const rebuilt = aStore();
      await putLedger(rebuilt.table, ledger);
      await advance(rebuilt.table);
      const all = derived(rebuilt);
      expect(all.length).toBeGreaterThan(1);

      const live = aStore();
      for (const one of ledger) {
        await putLedger(live.table, [one]);
        await advance(live.table);
      }
      expect(derived(live)).toEqual(all);

      const rough = aStore();
      for (let start = 0; start < ledger.length; start += 37) {
        await putLedger(rough.table, ledger.slice(start, start + 37));
        await advance(crashingAt(rough.table, 1, start % 2 === 0 ? 'before' : 'after')).catch(() => {});
        await Promise.all([advance(rough.table), advance(rough.table)]);
      }
      expect(derived(rough)).toEqual(all);
    },
  );

  it('tell of the planted run and of the large deals', async () => {
    const { table } = aStore();
    await putLedger(table, ledger);
    for (const { advance } of createFamilies(settings)) await advance(table);
    const surges = Object.values(await partition(table, 'DETECTION#loss-surge'));
    expect(
      surges.filter(({ mutedBy, cause }) => mutedBy === null && cause === 'alarm').map(({ key }) => key),
    ).toContain('competitor=acme');
    const big = Object.values(await partition(table, 'DETECTION#big-loss'));
    expect(big.length).toBeGreaterThan(0);
  });

  it('are not stopped by any report that the schemas let through', async () => {
    const names = [
      'x'.repeat(200),
      '株'.repeat(133),
      'ω'.repeat(200),
      '|=%#',
      'Constructor',
      '__proto__',
      'toString',
      '﷽',
      '-',
    ];
    const money = [
      { amount: '999999999999.999', currency: 'KWD' },
      { amount: '0', currency: 'EUR' },
      { amount: '999999999999', currency: 'JPY' },
      { amount: '0.001', currency: 'BHD' },
    ];
    const extremes = names.flatMap((competitor, n) =>
      names.flatMap((segment, m) =>
        ['1', '2'].map((more) =>
          aLoss({
            competitor,
            segment,
            account: `${n}${m}${more}`,
            ...money[(n + m) % money.length],
            owner: competitor,
          }),
        ),
      ),
    );
    // The same competitor again and again, by many reps and by one rep, for the sums and the scores that only grow.
    const long = Array.from({ length: 300 }, (_, n) =>
      aLoss({
        competitor: n < 150 ? 'Acme' : 'Globex',
        account: `${n}`,
        owner: n < 150 ? `Rep ${n}` : 'Ada',
        ...money[0],
      }),
    );
    const { table } = aStore();
    const legal = [...extremes, ...long].filter((report) => storedReports.loss.safeParse(report).success);
    expect(legal.length).toBeGreaterThan(400);
    const entries = legal.map((report, index): LedgerEntry => {
      const recordedAt = START + index * DAY;
      const lostOn = new Date(recordedAt).toISOString().slice(0, 10);
      return {
        seq: index + 1,
        recordedAt,
        type: 'DealLost',
        dealId: `D-${index}`,
        reporter: report.owner,
        report: { ...report, lostOn },
      };
    });
    const mention = entries.length + 1;
    await putLedger(table, [
      ...entries,
      {
        seq: mention,
        recordedAt: entries.at(-1)?.recordedAt ?? 0,
        type: 'CompetitorMentioned',
        dealId: 'D',
        mention: aMention(),
      },
    ]);
    for (const { advance } of projections) expect(await advance(table)).toMatchObject({ folded: mention });
  });
});
