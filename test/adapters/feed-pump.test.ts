import { expect, it, onTestFinished } from 'vitest';
import { startFeedPump } from '../../shared/adapters/local/feed-pump.ts';
import type { Change } from '../../shared/ports/table.ts';
import { recordingLog } from '../support/logs.ts';
import { aStore } from '../support/store.ts';
import { eventually } from '../support/tandem.ts';

const sk = ({ key }: Change): string => key.sk;

class StorageFault extends Error {
  readonly errcode = 13;
}

/** A pump on a table with these items, and a publisher that calls `refuse` before it takes what it was given. */
async function aPump(items: readonly string[], refuse: (changes: readonly Change[]) => void) {
  const { table } = aStore();
  await table.write(items.map((name) => ({ put: { pk: 'P', sk: name }, data: { secret: 'of a customer' } })));
  const taken: string[] = [];
  const aside: Change[] = [];
  const { log, lines } = recordingLog();
  const pump = await startFeedPump({
    feed: table,
    log,
    retryMs: 1,
    publish: async (changes) => {
      refuse(changes);
      taken.push(...changes.map(sk));
    },
    setAside: async (change) => void aside.push(change),
  });
  onTestFinished(() => pump.stop());
  await pump.idle();
  return { table, pump, taken, aside, lines };
}

const refuseBad = (changes: readonly Change[]): void => {
  if (changes.some((change) => sk(change).startsWith('bad'))) throw new TypeError('It says: of a customer');
};

it('takes all changes to the publisher together, and forgets them', async () => {
  let calls = 0;
  const { table, taken } = await aPump(['a', 'b', 'c'], () => {
    calls += 1;
  });
  expect([taken, calls]).toEqual([['a', 'b', 'c'], 1]);
  expect(await table.read({ after: 0, limit: 10 })).toEqual([]);
});

it('sets aside what cannot be published, and goes on with the others before it and after it', async () => {
  const { table, pump, taken, aside, lines } = await aPump(['a', 'bad-1', 'b', 'bad-2', 'c'], refuseBad);
  expect(taken).toEqual(['a', 'b', 'c']);
  expect(aside.map(sk)).toEqual(['bad-1', 'bad-2']);
  await table.write([{ put: { pk: 'P', sk: 'd' }, data: {} }]);
  await pump.idle();
  expect(taken).toEqual(['a', 'b', 'c', 'd']);
  expect(await table.read({ after: 0, limit: 10 })).toEqual([]);
  expect(lines.map(({ decision, cursor, fault }) => [decision, cursor, fault])).toEqual([
    ['change set aside', 2, 'TypeError'],
    ['change set aside', 4, 'TypeError'],
  ]);
});

it('waits for the storage, however often it fails, and leaves nothing out', async () => {
  let faults = 30;
  const { taken, aside } = await aPump(['a', 'b'], () => {
    faults -= 1;
    if (faults >= 0) throw new StorageFault('database or disk is full');
  });
  await eventually(async () => (taken.length > 0 ? true : undefined), 'the storage is back');
  expect([taken, aside]).toEqual([['a', 'b'], []]);
});

it('takes a fault of the storage for no fault of the change also while it looks at each', async () => {
  let calls = 0;
  const { taken, aside } = await aPump(['a', 'bad', 'c'], (changes) => {
    calls += 1;
    if (calls === 4) throw new StorageFault('database or disk is full');
    refuseBad(changes);
  });
  await eventually(async () => (taken.includes('c') ? true : undefined), 'the storage is back');
  expect(new Set(taken)).toEqual(new Set(['a', 'c']));
  expect(new Set(aside.map(sk))).toEqual(new Set(['bad']));
});
