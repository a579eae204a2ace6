import * as fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { itemSize } from '../../../shared/adapters/item-size.ts';
import type { Closing } from '../../../shared/domain/detection/closing.ts';
import type { Detection } from '../../../shared/domain/detection/detection.ts';
import { keyOf, patternOf } from '../../../shared/domain/detection/pattern-key.ts';
import { lossSurge } from '../../../shared/domain/detection/surge/loss-surge.ts';
import {
  type LossSurgeState,
  lossSurgeStateSchema,
  TEAM,
} from '../../../shared/domain/detection/surge/loss-surge-state.ts';
import { isBackDated } from '../../../shared/domain/detection/week.ts';
import { plain } from '../../../shared/store/plain.ts';
import { changesSince, closing, DAY_MS, MONDAY, replay, touchedIn } from './closings.ts';
import { remembered } from './detector-with-memory.ts';

/** A budget so large that short streams alarm, repeat and mute all the time. */
const LOUD = { falseAlarmsPerQuarter: 2000 };
/** One so small that nothing ever alarms, and R is never set back. */
const SILENT = { falseAlarmsPerQuarter: 1e-200 };

const step = fc.record({
  hours: fc.integer({ min: 0, max: 40 }),
  late: fc.oneof({ weight: 6, arbitrary: fc.constant(0) }, fc.integer({ min: 0, max: 80 })),
  result: fc.oneof({ weight: 4, arbitrary: fc.constant('lost' as const) }, fc.constant('won' as const)),
  competitor: fc.constantFrom('acme', 'acme', 'bolt', 'core', undefined),
  reason: fc.constantFrom('price', 'timing'),
  segment: fc.constantFrom('smb', 'large', undefined),
  rep: fc.constantFrom('kim', 'lee', 'max', 'noa', undefined),
  account: fc.constantFrom('one', 'two', 'three', undefined),
  amount: fc.option(fc.integer({ min: 1, max: 1e6 })),
});

/** A ledger of 40 to 160 closed deals, some of them logged weeks late. */
const ledger: fc.Arbitrary<readonly Closing[]> = fc
  .array(step, { minLength: 40, maxLength: 160, size: 'max' })
  .map((steps) => {
    let at = MONDAY * DAY_MS;
    return steps.map(({ hours, late, amount, ...given }, index) => {
      at += hours * 3_600_000;
      const money = amount === null ? undefined : { amount, currency: amount % 3 === 0 ? 'USD' : 'EUR' };
      const closedOn = Math.floor(at / DAY_MS) - late;
      return { ...closing({ seq: index + 1, ...given }), recordedAt: at, closedOn, money };
    });
  });

/** What storage does to a state between two entries. */
function stored(items: ReadonlyMap<string, LossSurgeState>): ReadonlyMap<string, LossSurgeState> {
  return new Map(
    [...items].map(([name, state]) => [name, lossSurgeStateSchema.parse(JSON.parse(JSON.stringify(state)))]),
  );
}

it('has the R of a detector that forgets nothing and counts deal by deal', () => {
  fc.assert(
    fc.property(ledger, (closings) => {
      const { items } = replay(closings, SILENT);
      for (const [key, expected] of remembered(closings)) {
        const state = items.get(key);
        if (state?.kind !== 'pattern') throw new Error(`No state for ${key}`);
        for (const [j, r] of expected.entries()) {
          expect(Math.abs((state.rs[j] ?? 0) - r)).toBeLessThanOrEqual(1e-9 * r);
        }
      }
    }),
    { numRuns: 40 },
  );
});

it('gives the same detections when it is interrupted anywhere and its state is stored', () => {
  let detections = 0;
  fc.assert(
    fc.property(ledger, fc.nat({ max: 160 }), (closings, where) => {
      const whole = replay(closings, LOUD);
      const first = replay(closings.slice(0, where), LOUD);
      const second = replay(closings.slice(where), LOUD, stored(first.items));
      expect([...first.facts, ...second.facts]).toEqual(whole.facts);
      expect(stored(second.items)).toEqual(stored(whole.items));
      detections += whole.facts.length;
    }),
  );
  expect(detections).toBeGreaterThan(500);
});

it('reads no name: what is renamed alarms as before, and so does everything else', () => {
  const renamed: Readonly<Record<string, string>> = {
    acme: 'zz|reason=price%',
    bolt: '',
    large: 'a=|b',
    price: 'other',
  };
  const name = (old: string) => renamed[old] ?? old;
  const maybe = (old: string | undefined) => (old === undefined ? undefined : name(old));
  const key = (old: string) => {
    const pattern = patternOf(old);
    if (pattern === undefined) throw new Error(`No key: ${old}`);
    const part = (value: string | null) => (value === null ? null : name(value));
    const { competitor, reason, segment } = pattern;
    return keyOf({ competitor: part(competitor), reason: part(reason), segment: part(segment) });
  };
  const inNewNames = (fact: Detection): Detection => {
    const pattern = patternOf(key(fact.key));
    if (pattern === undefined) throw new Error(`No key: ${fact.key}`);
    const mutedBy = fact.mutedBy === null ? null : { ...fact.mutedBy, key: key(fact.mutedBy.key) };
    return { ...fact, key: key(fact.key), pattern, mutedBy };
  };
  fc.assert(
    fc.property(ledger, (closings) => {
      const others = closings.map((one) => ({
        ...one,
        competitor: maybe(one.competitor),
        reason: maybe(one.reason),
        segment: maybe(one.segment),
      }));
      expect(replay(others, LOUD).facts).toEqual(replay(closings, LOUD).facts.map(inNewNames));
    }),
  );
});

it('never alarms for a back-dated closing, which moves no clock and no R', () => {
  fc.assert(
    fc.property(ledger, (closings) => {
      const items = new Map<string, LossSurgeState>();
      for (const one of closings) {
        const then = touchedIn(items, lossSurge.touches(one));
        const { facts } = lossSurge.fold(items, one, LOUD);
        for (const [name, before] of then) {
          const state = items.get(name);
          if (state === undefined) throw new Error(`${name} is gone.`);
          if (isBackDated(one) && state.kind === 'pattern' && before.kind === 'pattern') {
            const { matched: _, advanced: __, months: ___, ...rest } = state;
            expect(before).toMatchObject(rest);
          }
          if (isBackDated(one)) expect(state.tick).toBe(before.tick);
        }
        if (isBackDated(one)) expect(facts).toEqual([]);
      }
    }),
  );
});

it('changes only what it touches', () => {
  fc.assert(
    fc.property(ledger, (closings) => {
      const items = new Map<string, LossSurgeState>();
      for (const one of closings) {
        const before = structuredClone(items);
        lossSurge.fold(items, one, LOUD);
        expect(changesSince(before, items)).toEqual(lossSurge.touches(one).toSorted());
      }
    }),
    { numRuns: 10 },
  );
});

it('is advanced once by the copies that one rep logs in a day', () => {
  fc.assert(
    fc.property(ledger, fc.integer({ min: 1, max: 12 }), (closings, copies) => {
      const last = closings.at(-1);
      if (last === undefined) return;
      const one = { ...last, result: 'lost' as const, closedOn: Math.floor(last.recordedAt / DAY_MS) };
      const before = replay(closings.slice(0, -1), SILENT).items;
      const once = replay([one], SILENT, before).items;
      const often = replay(
        Array.from({ length: copies }, () => one),
        SILENT,
        before,
      ).items;
      for (const name of lossSurge.touches(one)) {
        const [single, many] = [once.get(name), often.get(name)];
        if (single?.kind === 'pattern' && many?.kind === 'pattern') expect(many.rs).toEqual(single.rs);
      }
    }),
  );
});

it('has nothing to say about wins', () => {
  fc.assert(
    fc.property(ledger, (closings) => {
      const wins = closings.map((one) => ({ ...one, result: 'won' as const }));
      const { facts, items } = replay(wins, LOUD);
      expect(facts).toEqual([]);
      expect([...items.keys()]).toEqual([TEAM]);
    }),
  );
});

test('the state of a key stays a number and below a write unit in a large team, whatever comes', () => {
  const closings = Array.from({ length: 6000 }, (_, index) =>
    closing({
      seq: 60_000_000 + index * 997,
      day: MONDAY + index / 200,
      competitor: 'acme',
      reason: 'price',
      segment: 'smb',
      rep: `rep-${index % 400}`,
      account: `account-${index}`,
      money: { amount: 99_999_999_999, currency: ['EUR', 'USD', 'GBP', 'JPY', 'CHF'][index % 5] ?? 'EUR' },
    }),
  );
  const rare = Array.from({ length: 3000 }, (_, index) =>
    closing({ seq: index + 1, day: MONDAY - 300 + index / 20, competitor: 'other', reason: 'timing' }),
  );
  for (const settings of [SILENT, LOUD, { falseAlarmsPerQuarter: 1 }]) {
    const items = new Map(replay(rare, settings).items);
    let largest = 0;
    for (const one of closings) {
      lossSurge.fold(items, one, settings);
      for (const name of lossSurge.touches(one)) {
        const state = items.get(name);
        if (state === undefined) throw new Error(`Nothing is kept of ${name}.`);
        const key = { pk: 'PROJECTION#loss-surge', sk: `${name}, a division of a larger one` };
        const aYearOn = {
          ...state,
          months: { ...state.months, counts: state.months.counts.map(() => 9999) },
        };
        largest = Math.max(largest, itemSize({ key, data: plain(aYearOn), version: 99_999_999 }));
      }
    }
    expect(largest).toBeLessThan(1024);
    expect(stored(items)).toEqual(items);
  }
});

test('an item under the name of another is a fault, not a fresh start', () => {
  const one = closing({ competitor: 'acme', reason: 'price' });
  const { items } = replay([one]);
  const team = items.get(TEAM);
  const pattern = items.get('competitor=acme');
  if (team === undefined || pattern === undefined) throw new Error('The closing left no state.');
  expect(() => lossSurge.fold(new Map([[TEAM, pattern]]), one, LOUD)).toThrow('team');
  expect(() => lossSurge.fold(new Map([['competitor=acme', team]]), one, LOUD)).toThrow('competitor=acme');
});
