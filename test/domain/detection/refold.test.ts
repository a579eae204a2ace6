import * as fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { atItsPlace } from '../../../shared/domain/correction.ts';
import type { Closing } from '../../../shared/domain/detection/closing.ts';
import { refoldOfGroup } from '../../../shared/domain/detection/grouped-fold.ts';
import { isOfGroup, type Match, matchSchema } from '../../../shared/domain/detection/match.ts';
import { keyOf, patternsOf } from '../../../shared/domain/detection/pattern-key.ts';
import { lossSurge, surgeGroups } from '../../../shared/domain/detection/surge/loss-surge.ts';
import { type LossSurgeState, TEAM } from '../../../shared/domain/detection/surge/loss-surge-state.ts';
import { type Moment, momentSchema } from '../../../shared/domain/detection/surge/moment.ts';
import { groupOf } from '../../../shared/domain/detection/surge/surge-groups.ts';
import { closing, DAY_MS, MONDAY, replay } from './closings.ts';

/** A budget so large that short streams alarm, repeat and mute all the time. */
const LOUD = { falseAlarmsPerQuarter: 2000 };

const content = fc.record({
  result: fc.oneof({ weight: 4, arbitrary: fc.constant('lost' as const) }, fc.constant('won' as const)),
  competitor: fc.constantFrom('acme', 'acme corp', 'a|b%', '', undefined),
  reason: fc.constantFrom('price', 'timing'),
  segment: fc.constantFrom('smb', 'large', undefined),
  rep: fc.constantFrom('kim', 'lee', 'max', undefined),
  account: fc.constantFrom('one', 'two', 'three', undefined),
  money: fc.option(fc.record({ amount: fc.integer({ min: 1, max: 1e6 }), currency: fc.constant('EUR') }), {
    nil: undefined,
  }),
});
const ledger: fc.Arbitrary<readonly Closing[]> = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 40 }), fc.constantFrom(0, 0, 0, 0, 0, 60), content), {
    minLength: 40,
    maxLength: 120,
    size: 'max',
  })
  .map((steps) => {
    let at = MONDAY * DAY_MS;
    return steps.map(([hours, late, given], index) => {
      at += hours * 3_600_000;
      const closedOn = Math.floor(at / DAY_MS) - late;
      return { ...closing({ seq: index + 1, ...given }), recordedAt: at, closedOn };
    });
  });

const KEPT = matchSchema(momentSchema);
const newRefold = () => refoldOfGroup(surgeGroups);

/** The matches that a fold keeps, as storage gives them back. */
function keptOf(closings: readonly Closing[]): Match<Moment>[] {
  const items = new Map<string, LossSurgeState>();
  return closings.flatMap((one) => {
    const { kept } = lossSurge.fold(items, one, LOUD);
    return kept === undefined ? [] : [KEPT.parse(JSON.parse(JSON.stringify(kept)))];
  });
}

/** All groups of these losses, each folded by itself. */
function refolded(matches: readonly Match<Moment>[]) {
  const groups = new Map<string, ReturnType<typeof newRefold>>();
  for (const match of matches) {
    const group = groupOf(match.closing) ?? '';
    const refold = groups.get(group) ?? newRefold();
    groups.set(group, refold);
    refold.take(match);
  }
  return {
    states: new Map([...groups.values()].flatMap(({ states }) => [...states])),
    facts: [...groups.values()].flatMap(({ facts }) => facts).sort((a, b) => a.seq - b.seq),
  };
}

it('gives the states and the detections of the live fold, group by group', () => {
  let detections = 0;
  fc.assert(
    fc.property(ledger, (closings) => {
      const live = replay(closings, LOUD);
      const { states, facts } = refolded(keptOf(closings));
      const patterns = new Map([...live.items].filter(([name]) => name !== TEAM));
      expect(Object.fromEntries(states)).toEqual(Object.fromEntries(patterns));
      expect(facts).toEqual(live.facts);
      detections += facts.length;
    }),
  );
  expect(detections).toBeGreaterThan(200);
});

it('of a corrected loss gives what the live fold gives when the report was right from the beginning', () => {
  fc.assert(
    fc.property(ledger, fc.nat(), content, (closings, pick, other) => {
      const kept = keptOf(closings);
      const wrong = kept[pick % Math.max(1, kept.length)]?.closing;
      if (wrong === undefined) return;
      const right = atItsPlace({ ...wrong, ...other, result: 'lost' }, wrong);
      const correct = kept.map((match) => (match.closing === wrong ? { ...match, closing: right } : match));
      const live = replay(
        closings.map((one) => (one.seq === wrong.seq ? right : one)),
        LOUD,
      );
      expect(refolded(correct).facts).toEqual(live.facts);
    }),
  );
});

it('of a withdrawn loss gives what the live fold gives when the deal matched nothing', () => {
  fc.assert(
    fc.property(ledger, fc.nat(), (closings, pick) => {
      const kept = keptOf(closings);
      const gone = kept[pick % Math.max(1, kept.length)]?.closing.seq;
      const live = replay(
        closings.map((one) => (one.seq === gone ? { ...one, result: 'won' as const } : one)),
        LOUD,
      );
      expect(refolded(kept.filter((match) => match.closing.seq !== gone)).facts).toEqual(live.facts);
    }),
  );
});

test('all patterns of a loss are of its group, and no pattern is of two', () => {
  fc.assert(
    fc.property(ledger, (closings) => {
      const groups = new Set(closings.flatMap((one) => groupOf(one) ?? []));
      for (const one of closings) {
        for (const key of patternsOf(one).map(keyOf)) {
          expect([...groups].filter((group) => isOfGroup(group, key))).toEqual([groupOf(one)]);
        }
      }
    }),
  );
});

test('a win has no group', () => {
  expect(groupOf(closing({ result: 'won', competitor: 'acme' }))).toBeUndefined();
});
