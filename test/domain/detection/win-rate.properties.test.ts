import * as fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { atItsPlace } from '../../../shared/domain/correction.ts';
import type { Closing } from '../../../shared/domain/detection/closing.ts';
import { refoldOfGroup } from '../../../shared/domain/detection/grouped-fold.ts';
import { isOfGroup, type Match, matchSchema } from '../../../shared/domain/detection/match.ts';
import { winRate, winRateGroups } from '../../../shared/domain/detection/win-rate/win-rate.ts';
import {
  groupOf,
  groupsOfCompetitor,
  isGroup,
} from '../../../shared/domain/detection/win-rate/win-rate-groups.ts';
import { type Moment, momentSchema } from '../../../shared/domain/detection/win-rate/win-rate-moment.ts';
import {
  TEAM,
  type WinRateState,
  winRateStateSchema,
} from '../../../shared/domain/detection/win-rate/win-rate-state.ts';
import { changesSince, closing, DAY_MS, MONDAY } from './closings.ts';
import { replayWinRates } from './win-rate-streams.ts';
import { lossesRemembered } from './win-rate-with-memory.ts';

/** A budget so large that short streams alarm and repeat all the time. */
const LOUD = { falseAlarmsPerQuarter: 2000 };
/** One so small that nothing ever alarms, and R is never set back. */
const SILENT = { falseAlarmsPerQuarter: 1e-200 };

const content = fc.record({
  result: fc.constantFrom('lost' as const, 'lost' as const, 'won' as const),
  competitor: fc.constantFrom('acme', 'acme', 'acme corp', 'a|b%', '', undefined),
  rep: fc.constantFrom('kim', 'lee', 'max', undefined),
  account: fc.constantFrom('one', 'two', 'three', undefined),
  money: fc.option(fc.record({ amount: fc.integer({ min: 1, max: 1e6 }), currency: fc.constant('EUR') }), {
    nil: undefined,
  }),
});
const step = fc.record({
  hours: fc.integer({ min: 0, max: 30 }),
  late: fc.constantFrom(0, 0, 0, 0, 60),
  content,
});

/** A ledger of closed deals: at first many old ones, so that there is something to compare with. */
const ledger: fc.Arbitrary<readonly Closing[]> = fc
  .array(step, { minLength: 60, maxLength: 140, size: 'max' })
  .map((steps) => {
    let at = MONDAY * DAY_MS;
    return steps.map(({ hours, late, content: given }, index) => {
      at += hours * 3_600_000;
      const closedOn = Math.floor(at / DAY_MS) - (index < 50 ? 60 : late);
      return { ...closing({ seq: index + 1, ...given }), recordedAt: at, closedOn };
    });
  });

const stored = (items: ReadonlyMap<string, WinRateState>) =>
  new Map(
    [...items].map(([name, state]) => [name, winRateStateSchema.parse(JSON.parse(JSON.stringify(state)))]),
  );

const KEPT = matchSchema(momentSchema);

/** The matches that a fold keeps, as storage gives them back. */
function keptOf(closings: readonly Closing[]): Match<Moment>[] {
  const items = new Map<string, WinRateState>();
  return closings.flatMap((one) => {
    const { kept } = winRate.fold(items, one, LOUD);
    return kept === undefined ? [] : [KEPT.parse(JSON.parse(JSON.stringify(kept)))];
  });
}

/** All groups of these closings, each folded by itself. */
function refolded(matches: readonly Match<Moment>[]) {
  const groups = Map.groupBy(matches, ({ closing: one }) => groupOf(one));
  const refolds = [...groups.values()].map((group) => {
    const refold = refoldOfGroup(winRateGroups);
    for (const match of group) refold.take(match);
    return refold;
  });
  return {
    states: new Map(refolds.flatMap(({ states }) => [...states])),
    facts: refolds.flatMap(({ facts }) => facts).sort((a, b) => a.seq - b.seq),
  };
}

it('has the R of a detector that forgets nothing and counts deal by deal', () => {
  fc.assert(
    fc.property(ledger, (closings) => {
      const { items } = replayWinRates(closings, SILENT);
      for (const [competitor, expected] of lossesRemembered(closings)) {
        const state = items.get(groupOf({ competitor }));
        if (state?.kind !== 'rival') throw new Error(`No state for ${competitor}`);
        for (const [j, r] of expected.entries())
          expect(Math.abs((state.rs[j] ?? 0) - r)).toBeLessThanOrEqual(1e-9 * r);
      }
    }),
    { numRuns: 40 },
  );
});

it('gives the same detections when it is interrupted anywhere and its state is stored', () => {
  let detections = 0;
  fc.assert(
    fc.property(ledger, fc.nat({ max: 140 }), (closings, where) => {
      const whole = replayWinRates(closings, LOUD);
      const first = replayWinRates(closings.slice(0, where), LOUD);
      const second = replayWinRates(closings.slice(where), LOUD, stored(first.items));
      expect([...first.facts, ...second.facts]).toEqual(whole.facts);
      expect(stored(second.items)).toEqual(stored(whole.items));
      detections += whole.facts.length;
    }),
  );
  expect(detections).toBeGreaterThan(40);
});

it('gives the states and the detections of the live fold, group by group', () => {
  fc.assert(
    fc.property(ledger, (closings) => {
      const live = replayWinRates(closings, LOUD);
      const { states, facts } = refolded(keptOf(closings));
      const rivals = new Map([...live.items].filter(([name]) => name !== TEAM));
      expect(Object.fromEntries(states)).toEqual(Object.fromEntries(rivals));
      expect(facts).toEqual(live.facts);
    }),
  );
});

it('of a corrected deal gives what it gives when the report was right from the beginning, if the competitor is the same', () => {
  fc.assert(
    fc.property(ledger, fc.nat(), content, (closings, pick, other) => {
      const kept = keptOf(closings);
      const wrong = kept[pick % kept.length]?.closing;
      if (wrong === undefined) return;
      const right = atItsPlace({ ...wrong, ...other, competitor: wrong.competitor }, wrong);
      const correct = kept.map((match) => (match.closing === wrong ? { ...match, closing: right } : match));
      const live = replayWinRates(
        closings.map((one) => (one.seq === wrong.seq ? right : one)),
        LOUD,
      );
      expect(refolded(correct).facts).toEqual(live.facts);
    }),
  );
});

it('reads no name: what is renamed alarms as before', () => {
  const renamed: Readonly<Record<string, string>> = {
    acme: 'team',
    'acme corp': 'nobody',
    '': 'a|reason=price',
  };
  fc.assert(
    fc.property(ledger, (closings) => {
      const others = closings.map((one) =>
        one.competitor === undefined
          ? one
          : { ...one, competitor: renamed[one.competitor] ?? one.competitor },
      );
      const plain = (of: readonly Closing[]) =>
        replayWinRates(of, LOUD).facts.map(({ key: _, pattern: __, ...said }) => said);
      expect(plain(others)).toEqual(plain(closings));
    }),
  );
});

it('is advanced once by the copies that one rep logs in a day', () => {
  fc.assert(
    fc.property(ledger, fc.integer({ min: 2, max: 12 }), (closings, copies) => {
      const last = closings.at(-1);
      if (last === undefined) return;
      const closedOn = Math.floor(last.recordedAt / DAY_MS);
      const one = { ...last, result: 'lost' as const, competitor: 'acme', closedOn };
      const { items } = replayWinRates(closings.slice(0, -1), SILENT);
      const rsAfter = (count: number) => {
        const state = replayWinRates(
          Array.from({ length: count }, () => one),
          SILENT,
          items,
        ).items.get('competitor=acme');
        return state?.kind === 'rival' ? state.rs : [];
      };
      expect(rsAfter(copies)).toEqual(rsAfter(1));
    }),
  );
});

it('never lets history move a clock, an R or an alarm, nor a win an alarm', () => {
  fc.assert(
    fc.property(ledger, (closings) => {
      const items = new Map<string, WinRateState>();
      for (const one of closings) {
        const before = structuredClone(items);
        const { facts } = winRate.fold(items, one, LOUD);
        expect(changesSince(before, items)).toEqual(winRate.touches(one).toSorted());
        const old = one.closedOn <= Math.floor(one.recordedAt / DAY_MS) - 60;
        if (old || one.result === 'won') expect(facts).toEqual([]);
        for (const [name, state] of items) {
          const known = before.get(name);
          if (old && state.kind === 'rival' && known?.kind === 'rival')
            expect([state.rs, state.clock, state.run]).toEqual([known.rs, known.clock, known.run]);
        }
      }
    }),
  );
});

test('every closing has one group, also without a competitor, and no state is of two', () => {
  const groups = [undefined, 'acme', 'acme corp', 'a|b%', '', 'team', 'nobody'].map((competitor) =>
    groupOf({ competitor }),
  );
  expect(new Set(groups).size).toBe(7);
  expect(groupsOfCompetitor(null)).toEqual([groupOf({ competitor: undefined })]);
  expect(groupsOfCompetitor('acme')).toEqual([groupOf({ competitor: 'acme' })]);
  for (const group of groups) expect(groups.filter((other) => isOfGroup(other, group))).toEqual([group]);
  expect(groups.filter(isGroup)).toEqual(groups.slice(1));
  expect(isGroup(TEAM)).toBe(false);
});

test('the state of a competitor stays a number and below 1 KB in a large team, whatever comes', () => {
  const closings = Array.from({ length: 9000 }, (_, index) =>
    closing({
      seq: 60_000_000 + index * 997,
      day: MONDAY + index / 200,
      competitor: 'acme',
      result: index % 2 === 0 && index < 6000 ? 'won' : 'lost',
      rep: `rep-${index % 400}`,
      account: `account-${index}`,
      money: { amount: 99_999_999_999, currency: ['EUR', 'USD', 'GBP', 'JPY', 'CHF'][index % 5] ?? 'EUR' },
    }),
  );
  for (const settings of [SILENT, LOUD, { falseAlarmsPerQuarter: 1 }]) {
    const items = new Map<string, WinRateState>();
    let largest = 0;
    for (const one of closings) {
      winRate.fold(items, one, settings);
      largest = Math.max(largest, JSON.stringify(items.get('competitor=acme')).length);
    }
    expect(largest).toBeLessThan(1024);
    expect(stored(items)).toEqual(items);
  }
});

test('an item under the name of another is a fault, not a fresh start', () => {
  const one = closing({ competitor: 'acme' });
  const { items } = replayWinRates([one]);
  const team = items.get(TEAM);
  const rival = items.get('competitor=acme');
  if (team === undefined || rival === undefined) throw new Error('The closing left no state.');
  expect(() => winRate.fold(new Map([[TEAM, rival]]), one, LOUD)).toThrow('team');
  expect(() => winRate.fold(new Map([['competitor=acme', team]]), one, LOUD)).toThrow('competitor=acme');
});
