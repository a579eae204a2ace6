import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mentionedIn, reportedClosing } from '../../shared/domain/closing-of-entry.ts';
import { type Closing, countedUnder } from '../../shared/domain/detection/closing.ts';
import type { Detection } from '../../shared/domain/detection/detection.ts';
import { newEntrant } from '../../shared/domain/detection/new-entrant/new-entrant.ts';
import type { NewEntrantState } from '../../shared/domain/detection/new-entrant/new-entrant-state.ts';
import { type LedgerEntry, movesNames } from '../../shared/domain/ledger-entry.ts';
import { competitorKey } from '../../shared/domain/names.ts';
import { createFamilies } from '../../shared/events/families.ts';
import type { Table } from '../../shared/ports/table.ts';
import { detectionsFrom } from '../../shared/store/detections.ts';
import { DAY } from '../support/clock.ts';
import { HISTORY, ledgerOf, type Timed } from '../support/corrected-ledgers.ts';
import { namingReports } from '../support/naming-ledgers.ts';
import { recountedEntrants } from '../support/recounted-entrants.ts';
import { aLoss, aMention, anOpenDeal, aWin } from '../support/reports.ts';
import { aStore, Crash, crashingAt, partition, putLedger } from '../support/store.ts';

const NAME = 'new-entrant';

async function advance(table: Table): Promise<void> {
  await createFamilies()
    .find(({ name }) => name === NAME)
    ?.advance(table);
}

/**
 * An oracle: what was named in the ledger as it stands at its end, in the order in which it was first said, under the names of
 * that time. Deals that were closed stay closed, and name nobody once that was taken back.
 */
function namingsInForce(ledger: readonly LedgerEntry[]): Closing[] {
  const namings = new Map<number, Closing>();
  const silent = (seq: number) => {
    const { competitor: _, ...rest } = namings.get(seq) ?? { competitor: undefined };
    if ('seq' in rest) namings.set(seq, rest);
  };
  const countedAt = new Map<string, number>();
  for (const entry of ledger) {
    const { seq } = entry;
    if (entry.type === 'CompetitorMentioned') namings.set(seq, mentionedIn(entry));
    if (entry.type === 'MentionWithdrawn') {
      for (const told of ledger.slice(0, seq)) {
        const isIt = told.type === 'CompetitorMentioned' && told.dealId === entry.dealId;
        if (isIt && competitorKey(told.mention.competitor) === entry.competitor) namings.delete(told.seq);
      }
    }
    if (entry.type === 'ReportWithdrawn') silent(entry.closes);
    if (entry.type !== 'DealLost' && entry.type !== 'DealWon') continue;
    const first = entry.closes === undefined ? undefined : namings.get(entry.closes);
    if (first === undefined) {
      if (entry.amends !== undefined) silent(countedAt.get(entry.dealId) ?? 0);
      namings.set(seq, reportedClosing(entry));
      countedAt.set(entry.dealId, seq);
    } else {
      const { recordedAt, closedOn } = first;
      namings.set(first.seq, { ...reportedClosing(entry), seq: first.seq, recordedAt, closedOn });
    }
  }
  const moved = new Map(
    ledger.filter(movesNames).flatMap(({ names, to }) => names.map((name) => [name, to] as const)),
  );
  return [...namings.values()]
    .map((one) => countedUnder(one, (name) => (moved.has(name) ? (moved.get(name) ?? null) : name)))
    .sort((a, b) => a.seq - b.seq);
}

const json = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

/** What the fold gives where nothing was ever corrected. */
function folded(ledger: readonly LedgerEntry[]) {
  const items = new Map<string, NewEntrantState>();
  const facts: Detection[] = [];
  for (const one of namingsInForce(ledger)) {
    facts.push(...newEntrant.fold(items, one, {}).facts);
  }
  return { states: json(Object.fromEntries(items)), detections: facts };
}

/** What a recount of all that is in force gives, without the fold. */
const recounted = (ledger: readonly LedgerEntry[]) =>
  recountedEntrants(namingsInForce(ledger)).map(({ seq, competitor, counts, namedSince, lastNamedOn }) => ({
    seq,
    competitor,
    ...counts,
    namedSince,
    lastNamedOn,
  }));

function toldOf({ seq, pattern, figures }: Detection) {
  if (figures.kind !== 'new-entrant') throw new Error(`No new entrant: ${figures.kind}`);
  const { kind: _, isAtLeast: __, ...told } = figures;
  return { seq, competitor: pattern.competitor, ...told };
}

/** A correction tells of nothing that would be over. */
const EPOCH = 30 * DAY;
const idOf = ({ key, seq }: Detection): string => `${seq} ${key}`;

async function found(table: Table) {
  const items = Object.entries(await partition(table, `PROJECTION#${NAME}`));
  const detections = await detectionsFrom(table, NAME, 0);
  return {
    states: Object.fromEntries(items.filter(([item]) => !item.startsWith('name#'))),
    detections: detections
      .filter(({ retracted }) => retracted === undefined)
      .map(({ revised: _, ...one }) => one),
  };
}

const portion = fc.record({
  entries: fc.integer({ min: 1, max: 20 }),
  write: fc.integer({ min: 1, max: 4 }),
  when: fc.constantFrom('before' as const, 'after' as const),
});

describe('new entrants in random ledgers with corrections', () => {
  it('are what the reports in force give, whatever crashes', async () => {
    const store = aStore();
    let standing = 0;
    let retracted = 0;
    await fc.assert(
      fc
        .asyncProperty(namingReports, fc.array(portion, { maxLength: 5 }), async (reports, portions) => {
          const ledger = ledgerOf(reports);
          let start = 0;
          for (const { entries, write, when } of portions) {
            await putLedger(store.table, ledger.slice(start, start + entries));
            start += entries;
            await advance(crashingAt(store.table, write, when)).catch((fault) => {
              if (!(fault instanceof Crash)) throw fault;
            });
            await advance(store.table);
          }
          await putLedger(store.table, ledger.slice(start));
          await Promise.all([advance(store.table), advance(store.table)]);
          const all = await found(store.table);
          const expected = folded(ledger);
          expect(all.states).toEqual(expected.states);
          const ids = new Set(all.detections.map(idOf));
          const end = ledger.at(-1)?.recordedAt ?? 0;
          expect(all.detections).toEqual(
            expected.detections.filter((one) => ids.has(idOf(one)) || one.at > end - EPOCH),
          );
          expect(expected.detections.map(toldOf)).toEqual(recounted(ledger));
          standing += all.detections.length;
          retracted += (await detectionsFrom(store.table, NAME, 0)).length - all.detections.length;
        })
        .beforeEach(() => store.empty()),
      { numRuns: 160 },
    );
    expect(standing).toBeGreaterThan(5);
    expect(retracted).toBeGreaterThan(5);
  });
});

it('of a deal that names nobody read none of the others that name nobody', async () => {
  const { table } = aStore();
  const nobody = (account: string): Timed => [
    1,
    { kind: 'loss', dealId: 'N', report: aLoss({ outcome: 'no_decision', competitor: undefined, account }) },
  ];
  const ledger = ledgerOf([...HISTORY, nobody('One'), nobody('Other')]);
  await putLedger(table, ledger.slice(0, -1));
  await advance(table);
  const asked: string[] = [];
  await putLedger(table, ledger.slice(-1));
  await advance({
    ...table,
    query(question) {
      asked.push(question.pk);
      return table.query(question);
    },
  });
  expect((await table.query({ pk: `MATCHES#${NAME}#nobody` })).items.length).toBeGreaterThan(0);
  expect(asked).not.toContain(`MATCHES#${NAME}#nobody`);
  expect((await found(table)).states).toEqual(folded(ledger).states);
});

/** The report comes so many days after the one before it. */
const later = (days: number, [, said]: Timed): Timed => [24 * days, said];

const aDeal = (dealId: string, owner: string): Timed => [
  1,
  { kind: 'update', dealId, deal: anOpenDeal({ owner, account: `Customer of ${dealId}` }) },
];
const mention = (dealId: string, competitor = 'Hooli'): Timed => [
  1,
  { kind: 'mention', dealId, mention: aMention({ competitor }) },
];
const people = (dealId: string, owner: string) => ({ owner, account: `Customer of ${dealId}` });
const loss = (dealId: string, owner: string, competitor = 'Hooli'): Timed => [
  1,
  { kind: 'loss', dealId, report: aLoss({ ...people(dealId, owner), competitor, lostOn: '2026-06-01' }) },
];
const win = (dealId: string, owner: string, competitor?: string): Timed => [
  1,
  { kind: 'win', dealId, report: aWin({ ...people(dealId, owner), competitor, wonOn: '2026-06-01' }) },
];

describe('a new entrant', () => {
  const NAMED: readonly Timed[] = [
    ...HISTORY,
    aDeal('A', 'Ada'),
    aDeal('B', 'Bob'),
    mention('A'),
    mention('B'),
  ];
  const takeBack = (dealId: string): Timed => [1, { kind: 'withdraw-mention', dealId, competitor: 'hooli' }];

  it.each<[string, readonly Timed[], string[]]>([
    ['is found', [], ['hooli at 64']],
    [
      'is found though the first naming is long ago',
      [takeBack('B'), aDeal('C', 'Ada'), later(59, mention('C')), later(2, mention('B'))],
      ['hooli at 68'],
    ],
    ['goes with a mention that is withdrawn', [takeBack('A')], []],
    ['goes with one that was repeated', [mention('A', 'HOOLI Inc.'), takeBack('A')], []],
    ['moves to a later naming', [loss('C', 'Cyd'), takeBack('B')], ['hooli at 65']],
    ['goes when it turns out to be a known one', [[1, { kind: 'merge', name: 'Hooli', into: 'Acme' }]], []],
    ['goes when it is nobody', [[1, { kind: 'dismiss', name: 'Hooli' }]], []],
    [
      'comes back when that is undone',
      [
        [1, { kind: 'dismiss', name: 'Hooli' }],
        [1, { kind: 'separate', undoes: 65 }],
      ],
      ['hooli at 64'],
    ],
    [
      'is another one when it is merged into one that nobody knew',
      [mention('B', 'Piper'), [1, { kind: 'merge', name: 'Hooli', into: 'Piper' }]],
      ['piper at 64'],
    ],
    [
      'is found when two names turn out to be one',
      [takeBack('B'), mention('B', 'Piper'), [1, { kind: 'merge', name: 'Piper', into: 'Hooli' }]],
      ['hooli at 66'],
    ],
    ['stays when the deals are won or lost', [loss('A', 'Ada'), win('B', 'Bob', 'Hooli')], ['hooli at 64']],
    [
      'is found when an amended report brings the name',
      [takeBack('B'), win('C', 'Cyd'), win('C', 'Cyd', 'Hooli')],
      ['hooli at 66'],
    ],
    [
      'goes when an amended report takes it away',
      [takeBack('B'), loss('C', 'Cyd'), loss('C', 'Cyd', 'Acme')],
      [],
    ],
    ['goes when the loss was a win over nobody', [takeBack('B'), loss('C', 'Cyd'), win('C', 'Cyd')], []],
  ])('%s', async (_, since, expected) => {
    const { table } = aStore();
    const ledger = ledgerOf([...NAMED, ...since]);
    for (const entry of ledger) {
      await putLedger(table, [entry]);
      if (entry.seq >= 60) await advance(table);
    }
    const { detections } = await found(table);
    expect(detections).toEqual(folded(ledger).detections);
    const all = await detectionsFrom(table, NAME, 0);
    const standing = all.filter(({ retracted }) => retracted === undefined);
    expect(standing.map(({ pattern, seq }) => `${pattern.competitor} at ${seq}`)).toEqual(expected);
  });
});
