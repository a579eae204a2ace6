import { describe, expect, it } from 'vitest';
import { atRiskDeals } from '../../shared/domain/alerts/at-risk.ts';
import { itemsOfRise, riseOf } from '../../shared/domain/alerts/rise.ts';
import type { Deal } from '../../shared/domain/deal.ts';
import type { Figures } from '../../shared/domain/families/registry.ts';
import { aPattern } from '../support/alerts.ts';
import { aMention, anOpenDeal } from '../support/reports.ts';
import { closing, MONDAY, replay } from './detection/closings.ts';

const FIGURES: Figures = {
  kind: 'loss-surge',
  matches: 6,
  of: 12,
  usualShare: 0.125,
  strength: 900,
  threshold: 800,
  oncePerQuarters: 1,
};
const BIG: Figures = { kind: 'big-loss', amount: 1, threshold: 1, currency: 'EUR', basis: 'configured' };

/**
 * Ninety-nine deals long ago, of which Acme took nine in each of both segments; then `lately`, one deal of each kind after
 * another.
 */
function items(lately: readonly ('smb' | 'large' | 'won')[]) {
  const lost = (seq: number, segment: string, day: number) =>
    closing({ seq, competitor: 'acme', reason: 'price', segment, rep: `R-${seq}`, day });
  const before = Array.from({ length: 99 }, (_, index) => {
    const segment = ['smb', 'large'][index % 11];
    const day = MONDAY - 90;
    return segment === undefined
      ? closing({ seq: index + 1, result: 'won', day })
      : lost(index + 1, segment, day);
  });
  const after = lately.map((kind, index) =>
    kind === 'won' ? closing({ seq: 100 + index, result: 'won' }) : lost(100 + index, kind, MONDAY),
  );
  return replay([...before, ...after]).items;
}

const times = <Kind>(count: number, kind: Kind): Kind[] => Array.from({ length: count }, () => kind);

describe('the rise in the chance of losing', () => {
  it('is that of the competitor in the segment where a run is on there, and of the competitor elsewhere', () => {
    const rise = riseOf(items([...times(3, 'smb' as const), ...times(3, 'won' as const)]), 'acme', FIGURES);
    // Three of six deals; usually (9 + 1/2) of 100 in the segment, and (18 + 1/2) of 100 in all.
    expect(rise('smb')).toBeCloseTo(0.5 / 0.095 - 1, 12);
    expect(rise('large')).toBeCloseTo(0.5 / 0.185 - 1, 12);
    expect(rise(null)).toBe(rise('large'));
    expect(rise('nowhere')).toBe(rise('large'));
  });

  it('is at most the largest that is watched for', () => {
    const rise = riseOf(items(times(5, 'smb' as const)), 'acme', FIGURES);
    expect(rise('smb')).toBe(8);
  });

  it.each<[string, Figures, number]>([
    ['that of the figures', FIGURES, 3],
    ['the smallest that is watched for, where they have no share', BIG, 1],
  ])('is, where no run is on, %s', (_, figures, expected) => {
    for (const states of [new Map(), items([]), items(['smb', ...times(40, 'won' as const)])]) {
      expect(riseOf(states, 'acme', figures)('smb')).toBe(expected);
    }
  });

  it('is read from one item for each segment, and two more', () => {
    expect(itemsOfRise('acme', ['smb', null, 'smb'])).toEqual([
      'team',
      'competitor=acme',
      'competitor=acme|segment=smb',
    ]);
  });
});

describe('the open deals at risk', () => {
  const deal = (id: string, segment: string, amount?: string): Deal => ({
    id,
    open: anOpenDeal({ segment, amount, ...(amount === undefined && { currency: undefined }) }),
    mentions: { acme: aMention() },
    history: [1],
  });

  it.each<[string, Deal[], string[]]>([
    [
      'half of the amount where the rise is more than twice as large',
      [deal('a', 'Large', '100'), deal('b', 'SMB', '50'), deal('c', 'SMB', '20')],
      ['b', 'a', 'c'],
    ],
    [
      'deals without an amount last, those of the larger rise first',
      [deal('a', 'Large'), deal('b', 'SMB'), deal('c', 'Large', '1')],
      ['c', 'b', 'a'],
    ],
  ])('come by the amount times the rise: %s', (_, deals, ids) => {
    const rise = riseOf(items([...times(3, 'smb' as const), ...times(3, 'won' as const)]), 'acme', FIGURES);
    expect(atRiskDeals(aPattern(), deals, ['acme'], rise).map(({ dealId }) => dealId)).toEqual(ids);
  });
});
