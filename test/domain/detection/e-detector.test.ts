import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import {
  fadesAfter,
  type Odds,
  passGap,
  passMatch,
  strengthAfter,
  strengthOf,
} from '../../../shared/domain/detection/key/e-detector.ts';
import { RHOS } from '../../../shared/domain/detection/surge/loss-surge-state.ts';
import { asNumber, dividedBy, plus, type Rational, rational, times, written } from './rational.ts';

/**
 * p0 = 1/4 and w = 1/10, so c = 5/4, 3/2, 2 and 3 for rho = 2, 3, 5 and 9. Two deals that do not match lie between the
 * first match and the second, one between the second and the third.
 *
 *   rho = 2:  match  (0 + 1/10)·2/(5/4)           = 4/25
 *             other  (4/25 + 1/10)/(5/4)          = 26/125
 *             other  (26/125 + 1/10)/(5/4)        = 154/625
 *             match  (154/625 + 1/10)·2/(5/4)     = 1732/3125
 *             other  (1732/3125 + 1/10)/(5/4)     = 8178/15625
 *             match  (8178/15625 + 1/10)·2/(5/4)  = 77924/78125
 */
const P0 = '1/4';
const W = '1/10';
const BY_HAND = [
  { deal: 'match', rs: ['4/25', '1/5', '1/4', '3/10'] },
  { deal: 'other', rs: ['26/125', '1/5', '7/40', '2/15'] },
  { deal: 'other', rs: ['154/625', '1/5', '11/80', '7/90'] },
  { deal: 'match', rs: ['1732/3125', '3/5', '19/32', '8/15'] },
  { deal: 'other', rs: ['8178/15625', '7/15', '111/320', '19/90'] },
  { deal: 'match', rs: ['77924/78125', '17/15', '143/128', '14/15'] },
] as const;

/** The same functions without a change in place. */
function afterGap(rs: readonly number[], gap: number, odds: Odds): number[] {
  const then = [...rs];
  passGap(RHOS, then, fadesAfter(RHOS, gap, odds.p0), odds);
  return then;
}
function afterMatch(rs: readonly number[], odds: Odds): number[] {
  const then = [...rs];
  passMatch(RHOS, then, odds);
  return then;
}

/** One deal of the detector as its definition has it, in exact numbers: (R + w) times the likelihood ratio. */
function exactStep(r: Rational, rho: number, matched: boolean): Rational {
  const c = plus(rational('1'), times(rational(String(rho - 1)), rational(P0)));
  return dividedBy(times(plus(r, rational(W)), rational(matched ? String(rho) : '1')), c);
}

describe('the recursion by hand', () => {
  test('the table is what the definition gives', () => {
    let rs = RHOS.map(() => rational('0'));
    for (const row of BY_HAND) {
      rs = rs.map((r, j) => exactStep(r, RHOS[j] ?? 0, row.deal === 'match'));
      expect(rs.map(written)).toEqual(row.rs);
    }
  });

  test('the detector gives the table, with each gap in one step', () => {
    const odds = { p0: 1 / 4, w: 1 / 10 };
    const first = afterMatch([0, 0, 0, 0], odds);
    const second = afterMatch(afterGap(first, 2, odds), odds);
    const third = afterMatch(afterGap(second, 1, odds), odds);
    for (const [rs, row] of [
      [first, BY_HAND[0]],
      [second, BY_HAND[3]],
      [third, BY_HAND[5]],
    ] as const) {
      for (const [j, exact] of row.rs.entries()) expect(rs[j]).toBeCloseTo(asNumber(rational(exact)), 14);
    }
    // (4/25 + 1/5 + 1/4 + 3/10)/4 = 91/400
    expect(strengthOf(first)).toBeCloseTo(91 / 400, 14);
    expect(strengthAfter(RHOS, first, 2, odds)).toBe(strengthOf(afterGap(first, 2, odds)));
    expect(first[0]).toBeCloseTo(4 / 25, 14);
  });
});

const share = fc.double({ min: 1e-7, max: 0.95, noNaN: true });
const rest = fc.array(fc.double({ min: 0, max: 1e12, noNaN: true }), { minLength: 4, maxLength: 4 });

it('passes a gap in one step as in single steps', () => {
  fc.assert(
    fc.property(share, share, rest, fc.integer({ min: 0, max: 400 }), (p0, part, rs, gap) => {
      const odds = { p0, w: part * p0 };
      let single = rs;
      for (let deal = 0; deal < gap; deal += 1) {
        single = single.map((r, j) => (r + odds.w) / (1 + ((RHOS[j] ?? 0) - 1) * p0));
      }
      for (const [j, r] of afterGap(rs, gap, odds).entries()) {
        expect(Math.abs(r - (single[j] ?? 0))).toBeLessThanOrEqual(1e-8 * Math.abs(r) + 1e-300);
      }
    }),
  );
});

it('has a mean factor of exactly one when the true share is p0, and below one when it is smaller', () => {
  fc.assert(
    fc.property(share, fc.double({ min: 0, max: 1, noNaN: true }), (p0, part) => {
      const odds = { p0, w: 0 };
      const p = part * p0;
      const matched = afterMatch([1, 1, 1, 1], odds);
      for (const [j, other] of afterGap([1, 1, 1, 1], 1, odds).entries()) {
        const exact = afterMatch([1, 1, 1, 1], odds)[j] ?? 0;
        expect(p0 * exact + (1 - p0) * other).toBeCloseTo(1, 12);
        expect(p * (matched[j] ?? 0) + (1 - p) * other).toBeLessThanOrEqual(1 + 1e-12);
      }
    }),
  );
});

it('stays a number, however long the matches go on', () => {
  let rs: readonly number[] = [0, 0, 0, 0];
  for (let deal = 0; deal < 5000; deal += 1) rs = afterMatch(rs, { p0: 0.001, w: 0.001 });
  expect(JSON.parse(JSON.stringify(rs))).toEqual([1e15, 1e15, 1e15, 1e15]);
});
