import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Closing } from '../../../shared/domain/detection/closing.ts';
import { addTick, dayOfTick, noTicks } from '../../../shared/domain/detection/counts/daily-ticks.ts';
import { incompleteBeta } from '../../../shared/domain/detection/surge/incomplete-beta.ts';
import { lossSurge } from '../../../shared/domain/detection/surge/loss-surge.ts';
import { type LossSurgeState, TEAM } from '../../../shared/domain/detection/surge/loss-surge-state.ts';
import {
  isBackSince,
  type Recovery,
  recoveryAfterMatch,
  recoveryFrom,
} from '../../../shared/domain/detection/surge/recovery.ts';
import { hasResolved, recoveryNow } from '../../../shared/domain/detection/surge/resolved.ts';
import { dayOf } from '../../../shared/domain/detection/week.ts';
import { closing, DAY_MS, MONDAY, replay } from './closings.ts';

/** P(share > 1.2·p0), deal by deal and from the definition. */
const isAbove = (p0: number, matches: number, deals: number): boolean =>
  1 - incompleteBeta(Math.min(1.2 * p0, (1 + p0) / 2), matches + 0.5, deals - matches + 0.5) >= 0.2;

describe('the share since an alarm', () => {
  it.each([
    [0.1, 7],
    [0.02, 34],
  ])('of a pattern with the bound %f is back after %d deals without a match', (p0, deals) => {
    const { backAt } = recoveryFrom({ day: MONDAY, tick: 100, p0 });
    expect(backAt).toBe(100 + deals);
    expect([isAbove(p0, 0, deals - 1), isAbove(p0, 0, deals)]).toEqual([true, false]);
  });

  it('is never back before a deal has closed, however large the usual share is', () => {
    expect(recoveryFrom({ day: MONDAY, tick: 100, p0: 0.95 }).backAt).toBe(101);
  });

  it('is back from the deal on from which it has been so at every deal', () => {
    const deals = fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 25 });
    const bound = fc.double({ min: 0.005, max: 0.95, noNaN: true });
    fc.assert(
      fc.property(bound, deals, fc.nat({ max: 400 }), (p0, gaps, rest) => {
        let recovery: Recovery = recoveryFrom({ day: MONDAY, tick: 50, p0 });
        let tick = 50;
        let lastAbove = 50;
        const wait = (count: number, matches: number) => {
          for (let deal = 0; deal < count; deal += 1) {
            tick += 1;
            if (isAbove(p0, matches, tick - 50)) lastAbove = tick;
          }
        };
        for (const [index, gap] of gaps.entries()) {
          wait(gap, index);
          tick += 1;
          if (isAbove(p0, index + 1, tick - 50)) lastAbove = tick;
          recovery = recoveryAfterMatch(recovery, tick);
        }
        wait(rest, gaps.length);
        for (const since of [lastAbove - 1, lastAbove]) expect(isBackSince(recovery, since)).toBe(false);
        if (tick > lastAbove) expect(isBackSince(recovery, lastAbove + 1)).toBe(true);
      }),
    );
  });
});

const DEALS_A_DAY = 16;

/** Twelve weeks of wins, a surge of losses to Acme in the thirteenth, and what comes then. */
function surge(later: readonly Closing['result'][]) {
  const deal = (result: Closing['result'], day: number, index: number) =>
    closing({
      seq: index + 1,
      result,
      day,
      reason: 'price',
      ...(result === 'lost' && { competitor: 'acme', rep: `R-${index}`, account: `A-${index}` }),
    });
  const before = Array.from({ length: 84 }, (_, index) => deal('won', MONDAY + index, index));
  const lost = Array.from({ length: 7 }, (_, index) =>
    deal('lost', MONDAY + 84 + index / DEALS_A_DAY, 84 + index),
  );
  const after = later.map((result, index) => deal(result, MONDAY + 85 + index / DEALS_A_DAY, 91 + index));
  const { items, facts } = replay([...before, ...lost, ...after]);
  return { items, facts, last: dayOfDeal(later.length) };
}

/** The day of the nth deal after the surge. */
const dayOfDeal = (nth: number): number => MONDAY + 84 + Math.ceil(nth / DEALS_A_DAY);

const stands = (items: ReadonlyMap<string, LossSurgeState>, day: number): boolean =>
  hasResolved(items, 'competitor=acme', day * DAY_MS);

function recoveryOn(items: ReadonlyMap<string, LossSurgeState>, day: number) {
  const [team, pattern] = [items.get(TEAM), items.get('competitor=acme')];
  if (team?.kind !== 'team' || pattern?.kind !== 'pattern') throw new Error('There is no such pattern.');
  return recoveryNow(pattern, team, day);
}

const won = (count: number): Closing['result'][] => Array.from({ length: count }, () => 'won');

describe('a pattern has resolved', () => {
  const alarmed = surge([]);
  const pattern = alarmed.items.get('competitor=acme');
  if (pattern?.kind !== 'pattern' || pattern.recovery === null) throw new Error('There was no alarm.');
  /** Deals after the last loss of the surge until the share is back. */
  const backAfter = pattern.recovery.backAt - (alarmed.items.get(TEAM)?.tick ?? 0);

  it('not at its alarm', () => {
    expect(alarmed.facts.filter(({ mutedBy }) => mutedBy === null)).toHaveLength(1);
    expect(stands(alarmed.items, alarmed.last)).toBe(false);
  });

  it('not by time alone', () => {
    expect(stands(alarmed.items, alarmed.last + 400)).toBe(false);
  });

  it('and says since when the share is back', () => {
    const back = dayOfDeal(backAfter);
    const alarmOn = MONDAY + 84;
    expect(recoveryOn(surge(won(backAfter - 1)).items, back)).toEqual({
      alarmOn,
      share: 'high',
      backOn: undefined,
    });
    const { items } = surge(won(backAfter));
    expect(recoveryOn(items, back)).toEqual({ alarmOn, share: 'back', backOn: back });
    expect(recoveryOn(items, back + 14)).toEqual({ alarmOn, share: 'back', backOn: back });
    expect(recoveryOn(items, back + 15)).toEqual({ alarmOn, share: 'resolved', backOn: undefined });
    expect(stands(items, back + 14)).toBe(false);
    expect(stands(items, back + 15)).toBe(true);
  });

  it('and its next alarm opens an epoch of its own, though the first was shorter than a month', () => {
    const losses = Array.from({ length: 6 }, () => 'lost' as const);
    const again = surge([...won(backAfter + 15 * DEALS_A_DAY), ...losses]);
    const [first, ...more] = again.facts.filter(({ key }) => key === 'competitor=acme');
    const second = more.find(({ epoch }) => epoch !== first?.epoch);
    expect(second).toMatchObject({ cause: 'alarm', mutedBy: null, seq: second?.epoch });
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeLessThan(30 * DAY_MS);
    expect(stands(again.items, again.last)).toBe(false);
  });

  it('and mutes nobody below it, until it opens an epoch again', () => {
    const LOUD = { falseAlarmsPerQuarter: 2000 };
    const deal = fc.record({
      hours: fc.integer({ min: 0, max: 60 }),
      result: fc.constantFrom('lost' as const, 'won' as const),
      competitor: fc.constantFrom('acme', 'bolt', 'core'),
      reason: fc.constantFrom('price', 'timing'),
      rep: fc.constantFrom('kim', 'lee', 'max'),
    });
    let resolved = 0;
    fc.assert(
      fc.property(fc.array(deal, { minLength: 80, maxLength: 160, size: 'max' }), (deals) => {
        const items = new Map<string, LossSurgeState>();
        let at = MONDAY * DAY_MS;
        for (const [index, { hours, ...given }] of deals.entries()) {
          at += hours * 3_600_000;
          const one = { ...closing({ seq: index + 1, ...given, account: given.rep }), recordedAt: at };
          const before = structuredClone(items);
          const { facts } = lossSurge.fold(items, { ...one, closedOn: dayOf(at) }, LOUD);
          const team = items.get(TEAM);
          for (const { mutedBy, seq } of facts) {
            if (team === undefined) throw new Error('There is no team.');
            if (mutedBy === null || mutedBy.epoch === seq) continue;
            expect(hasResolved(new Map([...before, [TEAM, team]]), mutedBy.key, at)).toBe(false);
          }
          for (const state of items.values()) {
            if (state.kind === 'pattern' && state.epoch?.until === at) resolved += 1;
          }
        }
      }),
    );
    expect(resolved).toBeGreaterThan(50);
  });
});

describe('the days of the clock', () => {
  it('tell on which day a tick was reached, as long as it is within two weeks', () => {
    const days = fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(days, fc.nat({ max: 20 }), (steps, later) => {
        let day = MONDAY;
        const ticks = noTicks(day);
        const reached = steps.map((step) => {
          day += step;
          addTick(ticks, day);
          return day;
        });
        const now = day + later;
        for (const [index, on] of reached.entries()) {
          const found = dayOfTick(index + 1, reached.length, ticks, now);
          expect(found).toBe(now - on < 15 ? on : undefined);
        }
      }),
    );
  });
});
