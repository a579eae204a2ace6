import { describe, expect, it, test } from 'vitest';
import type { Closing } from '../../../shared/domain/detection/closing.ts';
import { fadesAfter, passGap, passMatch } from '../../../shared/domain/detection/key/e-detector.ts';
import { usualLosses } from '../../../shared/domain/detection/win-rate/win-rate-fold.ts';
import { RHOS } from '../../../shared/domain/detection/win-rate/win-rate-state.ts';
import { closing, MONDAY } from './closings.ts';
import { asNumber, dividedBy, plus, type Rational, rational, times, written } from './rational.ts';
import { asLedger, dealsAgainst, replayWinRates } from './win-rate-streams.ts';

/**
 * p0 = 1/2 and w = 1, so c = 3/2, 2 and 3 for rho = 2, 3 and 5: a loss multiplies R + 1 by 4/3, 3/2 and 5/3, and a win divides
 * it by 3/2, 2 and 3.
 *
 *   rho = 2:  loss  (0 + 1)·4/3       = 4/3
 *             loss  (4/3 + 1)·4/3     = 28/9
 *             win   (28/9 + 1)·2/3    = 74/27
 *             win   (74/27 + 1)·2/3   = 202/81
 *             loss  (202/81 + 1)·4/3  = 1132/243
 */
const BY_HAND = [
  { deal: 'lost', rs: ['4/3', '3/2', '5/3'] },
  { deal: 'lost', rs: ['28/9', '15/4', '40/9'] },
  { deal: 'won', rs: ['74/27', '19/8', '49/27'] },
  { deal: 'won', rs: ['202/81', '27/16', '76/81'] },
  { deal: 'lost', rs: ['1132/243', '129/32', '785/243'] },
] as const;

/** One deal as the definition has it, in exact numbers: (R + 1) times the likelihood ratio. */
function exactStep(r: Rational, rho: number, lost: boolean): Rational {
  const c = plus(rational('1'), times(rational(String(rho - 1)), rational('1/2')));
  return dividedBy(times(plus(r, rational('1')), rational(lost ? String(rho) : '1')), c);
}

describe('the recursion by hand', () => {
  test('the table is what the definition gives', () => {
    let rs = RHOS.map(() => rational('0'));
    for (const row of BY_HAND) {
      rs = rs.map((r, j) => exactStep(r, RHOS[j] ?? 0, row.deal === 'lost'));
      expect(rs.map(written)).toEqual(row.rs);
    }
  });

  test('the detector gives the table, with the wins in one step', () => {
    const odds = { p0: 1 / 2, w: 1 };
    const last = [0, 0, 0];
    passMatch(RHOS, last, odds);
    passMatch(RHOS, last, odds);
    passGap(RHOS, last, fadesAfter(RHOS, 2, odds.p0), odds);
    passMatch(RHOS, last, odds);
    for (const [j, exact] of BY_HAND[4].rs.entries())
      expect(last[j]).toBeCloseTo(asNumber(rational(exact)), 12);
  });

  test('the fold takes the deals against one competitor for its clock, and no others', () => {
    // 60 old deals, half of them lost; the odds follow from them.
    const before = dealsAgainst('acme', {
      from: MONDAY - 90,
      deals: 60,
      perDay: 3,
      lost: (n) => n % 2 === 0,
    });
    const results = ['lost', 'other', 'lost', 'won', 'other', 'won', 'lost'] as const;
    const now = results.map((result, n) =>
      closing({
        day: MONDAY + n / 100,
        result: result === 'won' ? 'won' : 'lost',
        competitor: result === 'other' ? 'bolt' : 'acme',
        rep: `N-${n}`,
      }),
    );
    const { items } = replayWinRates(
      asLedger(
        before.map((one) => ({ ...one, bulk: true as const })),
        now,
      ),
    );
    const odds = usualLosses(30, 60);
    const rs = [0, 0, 0];
    passMatch(RHOS, rs, odds);
    passMatch(RHOS, rs, odds);
    for (const _ of ['won', 'won']) passGap(RHOS, rs, fadesAfter(RHOS, 1, odds.p0), odds);
    passMatch(RHOS, rs, odds);
    const state = items.get('competitor=acme');
    if (state?.kind !== 'rival') throw new Error('No state.');
    for (const [j, r] of rs.entries()) expect(state.rs[j]).toBeCloseTo(r, 9);
    expect(state.clock).toBe(5);
  });
});

/** Half a year of old deals, one a day against each of two: every second one against Acme is lost. */
const quiet = (lost: (n: number) => boolean = (n) => n % 2 === 0) =>
  [
    dealsAgainst('acme', { from: MONDAY - 182, deals: 182, perDay: 1, lost }),
    dealsAgainst('bolt', { from: MONDAY - 182, deals: 182, perDay: 1, lost: (n) => n % 3 === 0 }),
  ].map((deals) => deals.map((one): Closing => ({ ...one, bulk: true })));
const falls = (deals: number, change: (one: Closing, n: number) => Closing = (one) => one) =>
  dealsAgainst('acme', { from: MONDAY, deals, perDay: 1, lost: (n) => n % 8 !== 7 }).map(change);
const factsOf = (...streams: Closing[][]) => replayWinRates(asLedger(...streams)).facts;

describe('a win rate that falls', () => {
  it('raises one alarm, with the losses behind it', () => {
    const [fact, ...more] = factsOf(...quiet(), falls(30));
    expect(more).toEqual([]);
    expect(fact).toMatchObject({
      family: 'win-rate',
      pattern: { competitor: 'acme', reason: null, segment: null },
      key: 'competitor=acme',
      cause: 'alarm',
      mutedBy: null,
      figures: { kind: 'win-rate' },
    });
    if (fact?.figures.kind !== 'win-rate') throw new Error('No alarm.');
    const { matches, of, usualShare, strength, threshold, oncePerQuarters } = fact.figures;
    expect(fact.evidence).toHaveLength(Math.min(32, matches));
    expect(matches / of).toBeGreaterThan(0.8);
    expect(usualShare).toBeCloseTo(0.5, 1);
    // Deals a quarter: 14 a week against the two of them.
    expect(threshold).toBeGreaterThan(4 * 13 * 13);
    expect(threshold).toBeLessThan(4 * 15 * 13);
    expect(strength).toBeGreaterThanOrEqual(threshold);
    expect(oncePerQuarters).toBeCloseTo((4 * strength) / threshold, 9);
  });

  it('is told although the losses take no larger share of all deals', () => {
    // Half as many deals against Acme as before, and nearly all lost: it takes as many of all deals as ever.
    const rarely = dealsAgainst('acme', { from: MONDAY, deals: 50, perDay: 0.5, lost: () => true });
    expect(factsOf(...quiet(), rarely)[0]?.pattern.competitor).toBe('acme');
  });

  it.each<[string, (one: Closing, n: number) => Closing]>([
    ['one rep', (one) => ({ ...one, rep: 'R-1' })],
    ['one account', (one) => ({ ...one, account: 'Contoso' })],
    ['nobody who gives a name', ({ rep: _, account: __, ...one }) => one],
    ['a bulk load', (one) => ({ ...one, bulk: true })],
    ['reports that come too late', (one) => ({ ...one, closedOn: one.closedOn - 40 })],
    ['another competitor, of whom nothing is known', (one) => ({ ...one, competitor: 'core' })],
    ['deals without a competitor', ({ competitor: _, ...one }) => one],
  ])('is no alarm from %s', (_, change) => {
    expect(factsOf(...quiet(), falls(34, change))).toEqual([]);
  });

  it('is no alarm where hardly a deal was ever won', () => {
    const never = quiet((n) => n % 50 !== 49);
    expect(
      factsOf(
        ...never,
        falls(200, (one) => ({ ...one, result: 'lost' })),
      ),
    ).toEqual([]);
  });

  it('is an alarm where one in ten was won, and then none for long', () => {
    const seldom = quiet((n) => n % 10 !== 9);
    const lost = falls(120, (one) => ({ ...one, result: 'lost' }));
    expect(factsOf(...seldom, lost.slice(0, 30))).toEqual([]);
    expect(factsOf(...seldom, lost)).not.toEqual([]);
  });

  it('is no alarm below twenty deals a quarter', () => {
    const rare = dealsAgainst('acme', {
      from: MONDAY - 364,
      deals: 65,
      perDay: 65 / 364,
      lost: (n) => n % 2 === 0,
    });
    const lost = dealsAgainst('acme', { from: MONDAY, deals: 20, perDay: 0.2, lost: () => true });
    expect(factsOf(rare, lost)).toEqual([]);
    expect(
      factsOf(
        rare,
        lost,
        dealsAgainst('acme', { from: MONDAY - 90, deals: 40, perDay: 0.5, lost: (n) => n % 2 === 0 }),
      ),
    ).not.toEqual([]);
  });

  it('needs thirty closed deals and twenty from before the guard', () => {
    const earlier = (deals: number) =>
      dealsAgainst('acme', { from: MONDAY - 63, deals, perDay: 1, lost: (n) => n % 2 === 0 });
    const fall = dealsAgainst('acme', { from: MONDAY, deals: 34, perDay: 1, lost: () => true });
    expect(factsOf(earlier(19), fall)).toEqual([]);
    expect(factsOf(earlier(20), fall)).not.toEqual([]);
  });

  it('opens a new epoch after thirty days, and repeats within', () => {
    const openings = factsOf(...quiet(), falls(200)).filter(({ seq, epoch }) => seq === epoch);
    const alarms = factsOf(...quiet(), falls(200)).filter(({ cause }) => cause === 'alarm');
    expect(openings.length).toBeGreaterThan(1);
    expect(alarms.length).toBeGreaterThan(openings.length);
    for (const [n, { at }] of openings.entries())
      if (n > 0) expect(at - (openings[n - 1]?.at ?? 0)).toBeGreaterThanOrEqual(30 * 86_400_000);
  });

  it('comes later when fewer false alarms are accepted, or caution asks for more', () => {
    const first = (settings: { falseAlarmsPerQuarter: number; caution?: number }) =>
      replayWinRates(asLedger(...quiet(), falls(200)), settings).facts[0]?.seq ?? 0;
    expect(first({ falseAlarmsPerQuarter: 0.1 })).toBeGreaterThan(first({ falseAlarmsPerQuarter: 3 }));
    expect(first({ falseAlarmsPerQuarter: 3, caution: 30 })).toBe(first({ falseAlarmsPerQuarter: 0.1 }));
  });
});
