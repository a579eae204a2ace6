import { describe, expect, it, test } from 'vitest';
import {
  type BigLossState,
  bigLoss,
  bigLossStateSchema,
} from '../../../shared/domain/detection/big-loss/big-loss.ts';
import type { Closing } from '../../../shared/domain/detection/closing.ts';
import type { Detection } from '../../../shared/domain/detection/detection.ts';
import type { BigLossFigures } from '../../../shared/domain/families/big-loss.ts';
import { closing, MONDAY } from './closings.ts';

const NOTHING_SET = { bigLossAmounts: {} };
const euro = (amount: number) => ({ amount, currency: 'EUR' });
let seq = 0;
const loss = (amount: number, given: Parameters<typeof closing>[0] = {}) => {
  seq += 1;
  return closing({ seq, money: euro(amount), reason: 'price', ...given });
};
/** 20 losses of 1,000 to 20,000 euro. */
const twenty = (given: Parameters<typeof closing>[0] = {}) =>
  Array.from({ length: 20 }, (_, index) => loss((index + 1) * 100_000, given));

function replay(closings: readonly Closing[], settings: Parameters<typeof bigLoss.fold>[2] = NOTHING_SET) {
  const items = new Map<string, BigLossState>();
  const facts: Detection[] = [];
  for (const one of closings) {
    const touched = new Map([...items].filter(([name]) => bigLoss.touches(one).includes(name)));
    const step = bigLoss.fold(touched, one, settings);
    for (const [name, state] of touched) {
      items.set(name, bigLossStateSchema.parse(JSON.parse(JSON.stringify(state))));
    }
    facts.push(...step.facts);
  }
  return { items, facts };
}

const last = { day: MONDAY + 1 };
const old = { day: MONDAY, closedOn: MONDAY - 100 };
describe('whether the last of these losses is big', () => {
  test.each<[string, readonly Closing[], Parameters<typeof bigLoss.fold>[2], boolean]>([
    ['above all that was lost', [...twenty(), loss(2_400_000, last)], NOTHING_SET, true],
    ['a usual one', [...twenty(), loss(1_500_000, last)], NOTHING_SET, false],
    ['only 19 deals of history', [...twenty().slice(1), loss(9_000_000, last)], NOTHING_SET, false],
    [
      'history in another currency',
      [...twenty(), loss(9_000_000, { money: { amount: 9e6, currency: 'USD' } })],
      NOTHING_SET,
      false,
    ],
    ['back-dated history counts', [...twenty(old), loss(2_400_000, last)], NOTHING_SET, true],
    ['back-dated itself', [...twenty(), loss(9_000_000, old)], NOTHING_SET, false],
    [
      'history of five quarters ago is gone',
      [...twenty(), loss(9_000_000, { day: MONDAY + 65 * 7 })],
      NOTHING_SET,
      false,
    ],
    [
      'history of a year ago is not',
      [...twenty(), loss(9_000_000, { day: MONDAY + 364 })],
      NOTHING_SET,
      true,
    ],
    ['the configured amount, without history', [loss(500_000)], { bigLossAmounts: { EUR: 500_000 } }, true],
    [
      'below the configured amount',
      [...twenty(), loss(9_000_000)],
      { bigLossAmounts: { EUR: 9_000_001 } },
      false,
    ],
    ['configured for another currency', [loss(500_000)], { bigLossAmounts: { USD: 1 } }, false],
    ['a win', [...twenty(), loss(9_000_000, { result: 'won' })], NOTHING_SET, false],
    ['no amount', [...twenty(), closing({ seq: 99 })], NOTHING_SET, false],
    ['an amount of nothing', [...twenty(), loss(0)], { bigLossAmounts: { EUR: 0 } }, false],
  ])('%s', (_, closings, settings, big) => {
    expect(replay(closings, settings).facts.some((fact) => fact.seq === closings.at(-1)?.seq)).toBe(big);
  });
});

it('says which deal, and on what basis', () => {
  const big = loss(2_400_000, { ...last, competitor: 'acme', segment: 'smb' });
  const [fact] = replay([...twenty(), big]).facts.slice(-1);
  expect(fact).toMatchObject({
    family: 'big-loss',
    seq: big.seq,
    epoch: big.seq,
    at: big.recordedAt,
    key: big.dealId,
    cause: 'alarm',
    mutedBy: null,
    evidence: [big.seq],
    pattern: { competitor: 'acme', reason: 'price', segment: 'smb' },
    figures: { kind: 'big-loss', amount: 2_400_000, currency: 'EUR', basis: 'percentile' },
  });
  const figures = fact?.figures as BigLossFigures | undefined;
  expect(figures?.threshold).toBeGreaterThan(1_600_000);
  expect(figures?.threshold).toBeLessThanOrEqual(2_400_000);
});

test.each([1_200_000, 1_120_000, 1_000_000, 999_999])(
  'a deal at the list price of %i is not big',
  (price) => {
    expect(replay(Array.from({ length: 100 }, () => loss(price))).facts).toEqual([]);
  },
);

it('keeps one state for each quarter, that does not grow', () => {
  const closings = Array.from({ length: 2000 }, (_, index) =>
    loss(100 * (1 + ((index * 7919) % 1_000_003)), { day: MONDAY + index / 4 }),
  );
  const { items } = replay(closings);
  expect(items.size).toBe(Math.ceil(500 / 91));
  for (const state of items.values()) expect(JSON.stringify(state).length).toBeLessThan(1024);
});
