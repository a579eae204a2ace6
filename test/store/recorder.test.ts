import { describe, expect, it } from 'vitest';
import type { Report } from '../../shared/domain/decide-report.ts';
import { nameKey } from '../../shared/domain/names.ts';
import type { Write } from '../../shared/ports/table.ts';
import { getDeal, openDealsWith } from '../../shared/store/deals.ts';
import { dealKey, idempotencyKey } from '../../shared/store/keys.ts';
import { plain } from '../../shared/store/plain.ts';
import type { Outcome } from '../../shared/store/record-report.ts';
import { ClockError, createRecorder } from '../../shared/store/recorder.ts';
import { aClock } from '../support/clock.ts';
import { aBareLoss, aLoss, aMention, anOpenDeal, aWin } from '../support/reports.ts';
import { aStore, beforeWrites, Crash, crashingAt, dealOf, wholeLedger } from '../support/store.ts';

const loss = (dealId: string, report = aLoss()): Report => ({ kind: 'loss', dealId, report });
const win = (dealId: string, report = aWin()): Report => ({ kind: 'win', dealId, report });
const mention = (dealId: string, of = aMention()): Report => ({ kind: 'mention', dealId, mention: of });
const update = (dealId: string, deal = anOpenDeal()): Report => ({ kind: 'update', dealId, deal });
const withdraw = (dealId: string, result: 'lost' | 'won' = 'lost'): Report => ({
  kind: 'withdraw',
  dealId,
  result,
});
const numbers = (count: number) => Array.from({ length: count }, (_, n) => n);
const oneTo = (count: number) => numbers(count).map((n) => n + 1);

function aRecorder(clock = aClock()) {
  const store = aStore();
  return { ...store, clock, record: createRecorder({ table: store.table, clock }).record };
}

describe('many reporters at once', () => {
  it('are all stored, each exactly once, without a gap', async () => {
    const { table, record } = aRecorder();
    const outcomes = await Promise.all(
      numbers(100).map((n) => record(loss(`D-${n}`, aLoss({ owner: `Rep ${n}` })))),
    );
    const ledger = await wholeLedger(table);
    expect(ledger.map(({ seq }) => seq)).toEqual(oneTo(100));
    expect(new Set(ledger.map(dealOf)).size).toBe(100);
    expect(
      outcomes
        .map((outcome) => outcome.kind === 'stored' && outcome.seq)
        .sort((a, b) => Number(a) - Number(b)),
    ).toEqual(oneTo(100));
    for (const [n, outcome] of outcomes.entries()) {
      const seq = outcome.kind === 'stored' ? outcome.seq : Number.NaN;
      expect(ledger[seq - 1]).toMatchObject({ dealId: `D-${n}`, reporter: `Rep ${n}` });
    }
  });

  it('need far fewer writes than reports', async () => {
    const { table } = aStore();
    const sizes: number[] = [];
    const watched = beforeWrites(table, async (writes) => void sizes.push(writes.length));
    const { record } = createRecorder({ table: watched, clock: aClock() });
    await Promise.all(numbers(100).map((n) => record(loss(`D-${n}`))));
    expect(sizes.length).toBeLessThanOrEqual(6);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(100);
  });

  it('about one deal are taken in the order in which they came', async () => {
    const { table, record } = aRecorder();
    await Promise.all(numbers(20).map((n) => record(loss('D-1', aLoss({ amount: `${n}.00` })))));
    const ledger = await wholeLedger(table);
    expect(ledger.map((entry) => entry.type === 'DealLost' && entry.report.amount)).toEqual(
      numbers(20).map((n) => `${n}.00`),
    );
    expect(ledger.map((entry) => entry.type === 'DealLost' && entry.amends)).toEqual([
      undefined,
      ...oneTo(19),
    ]);
  });

  it('of deals with many competitors do not fit into one write, and are all stored', async () => {
    const { table, record } = aRecorder();
    for (const n of numbers(20)) {
      await Promise.all(
        numbers(25).map((d) => record(mention(`D-${d}`, aMention({ competitor: `Rival ${n}` })))),
      );
    }
    const outcomes = await Promise.all(numbers(25).map((d) => record(loss(`D-${d}`))));
    expect(outcomes.map(({ kind }) => kind)).toEqual(numbers(25).map(() => 'stored'));
    expect((await wholeLedger(table)).map(({ seq }) => seq)).toEqual(oneTo(20 * 25 + 25));
    for (const n of numbers(20)) expect(await openDealsWith(table, [`rival${n}`])).toEqual([]);
  });
});

describe('two processes on one table', () => {
  /** Two connections to one database, each with a recorder of its own. */
  function twoProcesses() {
    const one = aStore();
    const other = aStore(one.folder, { lock: false });
    const clock = aClock();
    return {
      table: one.table,
      records: [one, other].map(({ table }) => createRecorder({ table, clock }).record),
    };
  }

  it('compete for the next number and lose nothing', async () => {
    const { table, records } = twoProcesses();
    const outcomes = await Promise.all(
      records.flatMap((record, process) => numbers(60).map((n) => record(loss(`D-${process}-${n}`)))),
    );
    expect(outcomes.filter(({ kind }) => kind === 'stored')).toHaveLength(120);
    const ledger = await wholeLedger(table);
    expect(ledger.map(({ seq }) => seq)).toEqual(oneTo(120));
    expect(new Set(ledger.map(dealOf)).size).toBe(120);
  });

  it('that are told the same store it once', async () => {
    const { table, records } = twoProcesses();
    const outcomes = await Promise.all(
      numbers(30).flatMap((n) => records.map((record) => record(loss(`D-${n}`)))),
    );
    expect(outcomes.filter(({ kind }) => kind === 'stored')).toHaveLength(30);
    expect(outcomes.filter(({ kind }) => kind === 'unchanged')).toHaveLength(30);
    expect(await wholeLedger(table)).toHaveLength(30);
  });

  it('that change one deal in turn both see what the other did', async () => {
    const { table, records } = twoProcesses();
    await Promise.all(
      numbers(10).flatMap((n) =>
        records.map((record, process) =>
          record(loss('D-1', aLoss({ amount: `${n}`, note: `Process ${process}` }))),
        ),
      ),
    );
    const ledger = await wholeLedger(table);
    expect(ledger).toHaveLength(20);
    expect((await getDeal(table, 'D-1'))?.deal.history).toEqual(oneTo(20));
    expect(ledger.map((entry) => entry.type === 'DealLost' && entry.amends)).toEqual([
      undefined,
      ...oneTo(19),
    ]);
  });

  it('give up after being overtaken again and again, with nothing stored, and go on afterwards', async () => {
    const { table } = aStore();
    const other = createRecorder({ table, clock: aClock() }).record;
    let overtaken = 0;
    let limit = Number.POSITIVE_INFINITY;
    const unlucky = beforeWrites(table, async () => {
      if (overtaken++ < limit) await other(loss(`Other-${overtaken}`));
    });
    const { record } = createRecorder({ table: unlucky, clock: aClock() });
    await expect(record(loss('D-1'))).rejects.toThrow('The ledger was busy');
    expect(await getDeal(table, 'D-1')).toBeUndefined();
    limit = overtaken + 3;
    expect(await record(loss('D-1'))).toMatchObject({ kind: 'stored' });
  });
});

describe('the time of an entry', () => {
  it('never decreases, even when the clock is set back', async () => {
    const { table, record, clock } = aRecorder();
    const jumps = [0, 5_000, -60_000, 1, -3_600_000, 30, 86_400_000 * 2, -7];
    for (const [n, jump] of jumps.entries()) {
      clock.advance(jump);
      await Promise.all([record(loss(`D-${n}a`)), record(loss(`D-${n}b`))]);
    }
    const times = (await wholeLedger(table)).map(({ recordedAt }) => recordedAt);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(times).toHaveLength(16);
    expect(new Set(times).size).toBeGreaterThan(2);
  });

  it('goes on from the ledger after a restart with a clock that is an hour behind', async () => {
    const { table, record } = aRecorder(aClock('2026-06-15T09:00:00Z'));
    await record(loss('D-1'));
    const behind = createRecorder({ table, clock: aClock('2026-06-15T08:00:00Z') }).record;
    await behind(loss('D-2'));
    const [first, second] = await wholeLedger(table);
    expect(second?.recordedAt).toBe(first?.recordedAt);
  });

  it('refuses a clock that is more than a day behind, and stores nothing', async () => {
    const { table, record } = aRecorder(aClock('2026-06-15T09:00:00Z'));
    await record(loss('D-1'));
    const behind = createRecorder({ table, clock: aClock('2026-06-14T08:59:59Z') }).record;
    await expect(behind(loss('D-2'))).rejects.toThrow(ClockError);
    expect(await wholeLedger(table)).toHaveLength(1);
  });
});

describe('what the reporter hears', () => {
  type Heard = 'first' | 'again' | 'unchanged' | string;
  const heard = (outcome: Outcome): Heard => {
    if (outcome.kind === 'stored') return outcome.first ? 'first' : 'again';
    return outcome.kind === 'refused' ? outcome.reason : outcome.kind;
  };
  it.each<[string, Report[], Heard[]]>([
    ['the same loss', [loss('D'), loss('D')], ['first', 'unchanged']],
    ['a changed loss', [loss('D'), loss('D', aLoss({ amount: '1' }))], ['first', 'again']],
    ['a loss of an open deal', [update('D'), loss('D')], ['first', 'first']],
    ['a win after a loss', [loss('D'), win('D')], ['first', 'again']],
    [
      'an update of an open deal',
      [update('D'), update('D', {}), update('D', {})],
      ['first', 'again', 'unchanged'],
    ],
    ['a mention', [mention('D'), mention('D')], ['first', 'unchanged']],
    [
      'one more mention',
      [mention('D'), mention('D', aMention({ competitor: 'Globex' }))],
      ['first', 'first'],
    ],
    ['a withdrawal', [loss('D'), withdraw('D'), withdraw('D')], ['first', 'again', 'no-such-report']],
    ['a loss after its withdrawal', [loss('D'), withdraw('D'), loss('D')], ['first', 'again', 'first']],
    ['an update of a closed deal', [loss('D'), update('D')], ['first', 'deal-closed']],
    ['a mention in a closed deal', [win('D'), mention('D')], ['first', 'deal-closed']],
    ['a withdrawal of the other kind', [win('D'), withdraw('D', 'lost')], ['first', 'no-such-report']],
    ['a withdrawal of nothing', [withdraw('D')], ['no-such-report']],
  ])('of %s', async (_, reports, expected) => {
    const { record, table } = aRecorder();
    const outcomes: Outcome[] = [];
    for (const report of reports) outcomes.push(await record(report));
    expect(outcomes.map(heard)).toEqual(expected);
    expect(await wholeLedger(table)).toHaveLength(outcomes.filter(({ kind }) => kind === 'stored').length);
    for (const outcome of outcomes) {
      if (outcome.kind === 'unchanged') expect(outcome.deal.id).toBe('D');
    }
  });
});

describe('an idempotency key', () => {
  const withKey = (key: string, digest = 'body') => ({ key: idempotencyKey('D', key), digest });

  it('makes the second of two equal requests a repeat, also when the report would be new by now', async () => {
    const { table, record } = aRecorder();
    expect(await record(mention('D'), withKey('k1'))).toMatchObject({ kind: 'stored' });
    await record(mention('D', aMention({ threat: 'high' })));
    expect(await record(mention('D'), withKey('k1'))).toMatchObject({ kind: 'unchanged' });
    expect(await wholeLedger(table)).toHaveLength(2);
  });

  it('cannot be used for another body', async () => {
    const { table, record } = aRecorder();
    await record(mention('D'), withKey('k1'));
    const other = await record(mention('D', aMention({ competitor: 'Globex' })), withKey('k1', 'other body'));
    expect(other).toMatchObject({ kind: 'refused', reason: 'key-reused' });
    expect(await wholeLedger(table)).toHaveLength(1);
  });

  it('of one deal is not that of another', async () => {
    const { table, record } = aRecorder();
    await record(mention('D'), withKey('k1'));
    const other = { key: idempotencyKey('E', 'k1'), digest: 'another body' };
    expect(await record(mention('E', aMention({ threat: 'low' })), other)).toMatchObject({ kind: 'stored' });
    expect(await wholeLedger(table)).toHaveLength(2);
  });

  it('that comes twice at once stores one report', async () => {
    const { table, record } = aRecorder();
    const outcomes = await Promise.all(numbers(5).map(() => record(mention('D'), withKey('k1'))));
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['stored', ...Array(4).fill('unchanged')]);
    expect(await wholeLedger(table)).toHaveLength(1);
  });

  it('that comes at once through two processes stores one report', async () => {
    const one = aStore();
    const other = aStore(one.folder, { lock: false });
    const records = [one, other].map(({ table }) => createRecorder({ table, clock: aClock() }).record);
    const outcomes = await Promise.all(records.map((record) => record(mention('D'), withKey('k1'))));
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['stored', 'unchanged']);
    expect(await wholeLedger(one.table)).toHaveLength(1);
  });

  it('of a report that was refused can be used again', async () => {
    const { record } = aRecorder();
    await record(loss('D'));
    expect(await record(mention('D'), withKey('k1'))).toMatchObject({ kind: 'refused' });
    await record(withdraw('D'));
    expect(await record(mention('D'), withKey('k1'))).toMatchObject({ kind: 'stored' });
  });
});

describe('a crash', () => {
  it.each(['before', 'after'] as const)(
    '%s the write leaves all of the report or nothing of it',
    async (when) => {
      const { table } = aStore();
      const dying = createRecorder({ table: crashingAt(table, 2, when), clock: aClock() }).record;
      await dying(mention('D'));
      await expect(dying(loss('D'))).rejects.toThrow(Crash);
      const stored = when === 'after';
      expect((await getDeal(table, 'D'))?.deal.closing !== undefined).toBe(stored);
      expect(await openDealsWith(table, ['acme'])).toHaveLength(stored ? 0 : 1);
      expect(await wholeLedger(table)).toHaveLength(stored ? 2 : 1);

      const next = createRecorder({ table, clock: aClock() }).record;
      expect((await next(loss('D'))).kind).toBe(stored ? 'unchanged' : 'stored');
      expect((await wholeLedger(table)).map(({ seq }) => seq)).toEqual([1, 2]);
    },
  );

  it('of the storage is heard by everybody who waited, and the next report is stored', async () => {
    const { table } = aStore();
    let broken = true;
    const flaky = beforeWrites(table, async () => {
      if (broken) throw new Crash('The disk is gone.');
    });
    const { record } = createRecorder({ table: flaky, clock: aClock() });
    const outcomes = await Promise.allSettled(numbers(30).map((n) => record(loss(`D-${n}`))));
    expect(outcomes.map(({ status }) => status)).toEqual(numbers(30).map(() => 'rejected'));
    broken = false;
    expect(await record(loss('D-1'))).toMatchObject({ kind: 'stored', seq: 1 });
  });
});

describe('a report that cannot be stored', () => {
  /** No report that passed the schemas is like this; it stands for a mistake of ours. */
  const impossible = loss('Bad', aBareLoss({ account: 'x'.repeat(500_000) }));

  it('does not take the others down with it', async () => {
    const { table, record } = aRecorder();
    const outcomes = await Promise.allSettled([
      record(loss('D-1')),
      record(loss('D-2')),
      record(impossible),
      record(loss('D-3')),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
    expect((await wholeLedger(table)).map(({ seq }) => seq)).toEqual([1, 2, 3]);
  });

  it('does not keep out what is large together and fits one by one', async () => {
    const { table, record } = aRecorder();
    const note = '株'.repeat(4_000);
    const rivals = numbers(20).map((n) => aMention({ competitor: `Rival ${n}`, note }));
    const mentions = Object.fromEntries(rivals.map((one) => [nameKey(one.competitor), one]));
    for (const d of numbers(20)) {
      const id = `D-${d}`;
      await table.write([
        { put: dealKey(id), data: plain({ id, open: {}, mentions, history: [] }), when: 'absent' },
      ]);
    }
    const outcomes = await Promise.allSettled(numbers(20).map((d) => record(win(`D-${d}`))));
    expect(outcomes.map(({ status }) => status)).toEqual(numbers(20).map(() => 'fulfilled'));
    expect(await wholeLedger(table)).toHaveLength(20);
  });
});

describe('the lists of open deals', () => {
  it('have a deal from its first mention until it closes, and again when it is open again', async () => {
    const { table, record } = aRecorder();
    const listed = async () => (await openDealsWith(table, ['acme'])).map(({ id }) => id);
    await record(update('D'));
    expect(await listed()).toEqual([]);
    await record(mention('D', aMention({ competitor: 'ACME' })));
    expect(await listed()).toEqual(['D']);
    await record(win('D'));
    expect(await listed()).toEqual([]);
    await record(withdraw('D', 'won'));
    expect(await listed()).toEqual(['D']);
  });
});

it('keeps what was written in the items that the caller gave away', async () => {
  const { table } = aStore();
  const written: (readonly Write[])[] = [];
  const watched = beforeWrites(table, async (writes) => void written.push(writes));
  await createRecorder({ table: watched, clock: aClock() }).record(mention('D'), {
    key: idempotencyKey('D', 'k'),
    digest: 'x',
  });
  const keys = written.flat().map((write) => ('put' in write ? `${write.put.pk} ${write.put.sk}` : 'delete'));
  expect(keys).toEqual(['DEAL#D DEAL', 'OPEN-DEALS#acme D', 'LEDGER 00000000000001', 'DEAL#D IDEMPOTENCY#k']);
});
