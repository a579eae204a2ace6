import { describe, expect, test } from 'vitest';
import { areOpen, countAtGates, newGates } from '../../../shared/domain/detection/key/gates.ts';
import { claimDay } from '../../../shared/domain/detection/key/rep-day.ts';
import { evidenceOf, noRun, type Run, runOn } from '../../../shared/domain/detection/key/run.ts';
import { addMoney, hasDoubled } from '../../../shared/domain/detection/money.ts';
import { ANONYMOUS, hashOfKnown, shortHash } from '../../../shared/domain/detection/short-hash.ts';
import { closing } from './closings.ts';

/** p0 = 1/4, so c = 3/2: a match doubles the score, every other deal takes a third of it away. */
function matches(ticks: readonly number[], capped: readonly number[] = []): Run {
  const run = noRun();
  let last = 0;
  for (const tick of ticks) {
    const entry = closing({ seq: 100 + tick, money: { amount: 10, currency: 'EUR' } });
    runOn(run, entry, tick, (2 / 3) ** (tick - last - 1), capped.includes(tick) ? 1 : 2);
    last = tick;
  }
  return run;
}

describe('the current run', () => {
  test.each([
    // 1·2
    ['one match', [5], [], { start: 5, matches: 1, score: 2 }],
    // 2·(2/3) = 4/3, still a run; ·2 = 8/3
    ['a gap it survives', [5, 7], [], { start: 5, matches: 2, score: 8 / 3 }],
    // 2·(2/3)^2 = 8/9 < 1: over, and a new one begins
    ['a gap that ends it', [5, 8], [], { start: 8, matches: 1, score: 2 }],
    // 2·2·2 = 8, ·(2/3)^5 = 1.05, ·2
    ['a long run survives longer', [1, 2, 3, 9], [], { start: 1, matches: 4, score: 512 / 243 }],
    ['a capped match belongs to it and proves nothing', [5, 6], [6], { start: 5, matches: 2, score: 2 }],
    ['a capped match can begin one', [5, 9], [9], { start: 9, matches: 1, score: 1 }],
  ])('%s', (_, ticks, capped, { start, matches: count, score }) => {
    const run = matches(ticks, capped);
    expect(run).toMatchObject({ start, matches: count, money: { EUR: 10 * count } });
    expect(run.score).toBeCloseTo(score, 12);
    expect(evidenceOf(run)).toEqual(ticks.filter((tick) => tick >= start).map((tick) => 100 + tick));
  });

  test('keeps the last 32 as evidence and counts them all', () => {
    const run = matches(Array.from({ length: 50 }, (_, index) => index + 1));
    expect(run).toMatchObject({ matches: 50, money: { EUR: 500 } });
    expect(evidenceOf(run)).toEqual(Array.from({ length: 32 }, (_, index) => 119 + index));
    expect(run.evidence).toHaveLength(32);
  });
});

describe('money', () => {
  test.each([
    [{ EUR: 100 }, { EUR: 199 }, false],
    [{ EUR: 100 }, { EUR: 200 }, true],
    [{ EUR: 100, USD: 5 }, { EUR: 150, USD: 10 }, true],
    [{}, { EUR: 200 }, false],
    [{ EUR: 0 }, { EUR: 200 }, false],
    [{ EUR: 100 }, {}, false],
  ])('%j then %j: doubled %s', (before, now, doubled) => expect(hasDoubled(before, now)).toBe(doubled));

  test('follows three currencies', () => {
    const all = ['EUR', 'USD', 'GBP', 'JPY', 'USD'].map((currency) => ({ amount: 7, currency }));
    const money = {};
    for (const one of all) addMoney(money, one);
    expect(money).toEqual({ EUR: 7, USD: 14, GBP: 7 });
  });
});

const known = (name: string | undefined) => hashOfKnown(name === '-' ? undefined : name);

test.each([
  ['three matches, two accounts, two reps', 'ax by ax', true],
  ['two matches', 'ax by', false],
  ['one account', 'ax ay ax', false],
  ['one rep', 'ax bx cx', false],
  ['nobody is named', '-- -- --', false],
  ['one is named, and others are not', 'ax -- --', false],
  ['one customer, and another who is not known', 'ax -y ax', false],
  ['one rep, and another who is not known', 'ax b- ax', false],
  ['others are named after three that name nobody', '-- -- -- ax by', true],
  ['the first customer and the first rep are named apart', '-x a- by', true],
])('the gates: %s', (_, text, open) => {
  const gates = newGates();
  for (const [account, rep] of text.split(' ')) countAtGates(gates, known(account), known(rep));
  expect(areOpen(gates)).toBe(open);
});

test('a name of neither letters nor digits is none', () => {
  expect(hashOfKnown('')).toBe(null);
  expect(hashOfKnown('kim')).toBe(shortHash('kim'));
});

test('a rep advances a key once a day, and reps without a name are one', () => {
  const today = { day: 1, reps: [shortHash('kim')] };
  const advances = (day: number, rep: string | undefined) =>
    claimDay(today, day, hashOfKnown(rep) ?? ANONYMOUS);
  expect([undefined, 'kim', undefined, 'lee', 'lee'].map((rep) => advances(1, rep))).toEqual([
    true,
    false,
    false,
    true,
    false,
  ]);
  expect(advances(2, 'kim')).toBe(true);
  expect(today).toEqual({ day: 2, reps: [shortHash('kim')] });
});

test('of one day the last twelve reps are remembered', () => {
  const today = { day: 1, reps: [] };
  for (let rep = 0; rep < 13; rep += 1) expect(claimDay(today, 1, rep)).toBe(true);
  expect(claimDay(today, 1, 12)).toBe(false);
  expect(claimDay(today, 1, 0)).toBe(true);
  expect(today.reps).toHaveLength(12);
});
