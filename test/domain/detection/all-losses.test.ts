import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  allLosses,
  allLossesGroup,
  allLossesThreshold,
} from '../../../shared/domain/detection/all-losses/all-losses.ts';
import {
  type AllLossesState,
  allLossesStateSchema,
} from '../../../shared/domain/detection/all-losses/all-losses-state.ts';
import { watchedLosses } from '../../../shared/domain/detection/all-losses/losses-watch.ts';
import type { Closing } from '../../../shared/domain/detection/closing.ts';
import type { Detection } from '../../../shared/domain/detection/detection.ts';
import { refoldOfGroup } from '../../../shared/domain/detection/grouped-fold.ts';
import type { Match } from '../../../shared/domain/detection/match.ts';
import { closing, DAY_MS, generator, MONDAY } from './closings.ts';

type Kept = Match<{ readonly threshold: number }>;

function replayed(closings: readonly Closing[], falseAlarmsPerQuarter = 1) {
  const items = new Map<string, AllLossesState>();
  const facts: Detection[] = [];
  const kept: Kept[] = [];
  for (const one of closings) {
    const step = allLosses.fold(items, one, { falseAlarmsPerQuarter });
    facts.push(...step.facts);
    if (step.kept === undefined) continue;
    const { closing, moment } = step.kept;
    kept.push({ closing, moment: allLossesGroup.moment.parse(JSON.parse(JSON.stringify(moment))) });
  }
  return { state: items.get('all'), facts, kept };
}

/** Losses by ten reps on work days: `usual` a day, and `times` as many from the day `rise` on. */
function stream(given: { seed: number; days: number; usual: number; rise?: number; times?: number }) {
  const { seed, days, usual, rise = Number.POSITIVE_INFINITY, times = 1 } = given;
  const random = generator(seed);
  const closings: Closing[] = [];
  for (let day = 0; day < days; day += 1) {
    if (day % 7 >= 5) continue;
    const rate = day >= rise ? usual * times : usual;
    const wait = () => -Math.log(1 - random()) / rate;
    for (let at = wait(); at < 1; at += wait()) {
      const seq = closings.length + 1;
      const rep = `rep-${Math.floor(10 * random())}`;
      closings.push(closing({ seq, day: MONDAY + day + at, rep, account: `account-${seq}` }));
    }
  }
  return closings;
}

const RISE = 210;
const doubled = (seed: number) => stream({ seed, days: 300, usual: 3, rise: RISE, times: 2 });

describe('losses that double', () => {
  it('are told within six weeks, and not before they do', () => {
    for (const seed of [1, 2, 3, 4, 5]) {
      const { facts } = replayed(doubled(seed));
      const days = (facts[0]?.at ?? 0) / 86_400_000 - MONDAY;
      expect(days).toBeGreaterThan(RISE);
      expect(days).toBeLessThan(RISE + 42);
    }
  });

  it('are one alert for a month, with the run, its last deals, and no competitor', () => {
    const { facts } = replayed(doubled(1));
    const [first] = facts;
    expect(first).toMatchObject({
      family: 'all-losses',
      key: 'all',
      pattern: { competitor: null, reason: null, segment: null },
      cause: 'alarm',
      mutedBy: null,
    });
    if (first?.figures.kind !== 'all-losses') throw new Error('No alarm.');
    const { losses, usual, strength, threshold } = first.figures;
    expect(losses).toBeGreaterThan(1.4 * usual);
    expect(strength).toBeGreaterThanOrEqual(threshold);
    expect(first.evidence).toHaveLength(Math.min(32, losses));
    expect(first.evidence.at(-1)).toBe(first.seq);
    for (const { at, epoch } of facts) if (at < first.at + 30 * 86_400_000) expect(epoch).toBe(first.seq);
  });

  it('are taken back when the losses of the run are withdrawn', () => {
    const { kept, facts } = replayed(doubled(1));
    expect(facts.length).toBeGreaterThan(0);
    const refold = refoldOfGroup(allLossesGroup);
    const rise = (MONDAY + RISE) * 86_400_000;
    for (const match of kept)
      if (match.closing.recordedAt < rise || match.closing.seq % 2 === 0) refold.take(match);
    expect(refold.facts).toEqual([]);
  });

  it('are not told where nobody but one rep is known, or one customer, or where they came as history', () => {
    const fromRise = (given: (one: Closing) => Partial<Closing>) =>
      doubled(1).map((one) =>
        one.recordedAt < (MONDAY + RISE) * 86_400_000 ? one : { ...one, ...given(one) },
      );
    expect(replayed(fromRise(() => ({ rep: 'one' }))).facts).toEqual([]);
    expect(replayed(fromRise(() => ({ account: 'one' }))).facts).toEqual([]);
    const everySecond = (one: Closing) => (one.seq % 2 === 0 ? 'one' : undefined);
    expect(replayed(fromRise((one) => ({ rep: everySecond(one) }))).facts).toEqual([]);
    expect(replayed(fromRise((one) => ({ account: everySecond(one) }))).facts).toEqual([]);
    expect(replayed(fromRise(() => ({ bulk: true }))).facts).toEqual([]);
    expect(replayed(fromRise(({ closedOn }) => ({ closedOn: closedOn - 60 }))).facts).toEqual([]);
  });
});

it('a year of business as usual: a quarter of an alarm a quarter is promised, and kept', () => {
  let alerts = 0;
  const seeds = [1, 2, 3, 4, 5, 6];
  for (const seed of seeds)
    alerts += replayed(stream({ seed, days: 455, usual: 2 })).facts.filter(
      ({ seq, epoch }) => seq === epoch,
    ).length;
  expect(alerts).toBeLessThanOrEqual(seeds.length);
});

describe('nothing is told', () => {
  const seeds = [1, 2, 3, 4, 5, 6, 7, 8];

  it('in the weeks after an import, when no day of the week is known yet', () => {
    // On a Wednesday.
    const live = MONDAY + 184;
    for (const seed of seeds) {
      const closings = stream({ seed, days: 300, usual: 3 }).map((one) =>
        one.closedOn < live ? { ...one, recordedAt: live * DAY_MS, bulk: true as const } : one,
      );
      expect(replayed(closings).facts).toEqual([]);
    }
  });

  /** Each is logged in the next meeting. @param when days after the Monday of the week, as a number of weeks since the first. */
  const logged = (closings: readonly Closing[], when: (week: number) => number) =>
    closings.map((one) => {
      const closed = one.recordedAt / DAY_MS - MONDAY;
      const week = Math.floor(closed / 7);
      const [meeting, next] = [week, week + 1].map((one) => 7 * one + when(one));
      const day = meeting !== undefined && meeting >= closed ? meeting : (next ?? 0);
      return { ...one, recordedAt: Math.round((MONDAY + day) * DAY_MS) };
    });

  const [BEFORE_MIDNIGHT, AFTER_MIDNIGHT] = [23.5 / 24, 0.5 / 24];
  it.each<[string, (week: number) => number]>([
    ['a weekly meeting goes from Friday to Thursday', (week) => (week < 30 ? 4.6 : 3.6)],
    ['it goes from Wednesday to Monday, and back', (week) => (week % 8 < 4 ? 2.6 : 0.6)],
    // San Francisco, from November on in winter time.
    ['the clocks change on Friday evening', (week) => (week < 35 ? 4 + BEFORE_MIDNIGHT : 5 + AFTER_MIDNIGHT)],
    // Sydney, from October on in summer time.
    ['the clocks change on Monday morning', (week) => (week < 31 ? AFTER_MIDNIGHT : BEFORE_MIDNIGHT - 1)],
  ])('when %s', (_, when) => {
    for (const seed of seeds)
      expect(replayed(logged(stream({ seed, days: 300, usual: 5 }), when)).facts).toEqual([]);
  });
});

it('it does not matter on which days of a week its losses are reported', () => {
  const before = stream({ seed: 1, days: 182, usual: 1 });
  const logsAfter = (days: readonly number[]) => {
    const week = days.map((day, n) =>
      closing({ seq: 10_000 + n, day: MONDAY + 182 + day, rep: `rep-${n}`, account: `account-${n}` }),
    );
    return replayed([...before, ...week]).state?.logs.map((log) => log.toFixed(9));
  };
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 9 }), (days) => {
      const inOrder = days.toSorted();
      expect(logsAfter(inOrder)).toEqual(logsAfter(inOrder.map(() => 4)));
    }),
    { numRuns: 8 },
  );
});

it('nothing is told in the first 13 weeks', () => {
  const { facts } = replayed(stream({ seed: 1, days: 88, usual: 3, rise: 60, times: 5 }), 1000);
  expect(facts).toEqual([]);
});

it('the threshold is a quarter in days over a quarter of the budget, and follows caution', () => {
  expect(allLossesThreshold({ falseAlarmsPerQuarter: 1 })).toBe(365.25);
  expect(allLossesThreshold({ falseAlarmsPerQuarter: 3, caution: 2 })).toBeCloseTo(243.5, 10);
});

const LOUD = 2000;
const ledger = fc
  .array(
    fc.record({
      hours: fc.integer({ min: 0, max: 30 }),
      result: fc.constantFrom('lost' as const, 'lost' as const, 'lost' as const, 'won' as const),
      rep: fc.constantFrom('kim', 'lee', 'max', undefined),
      account: fc.constantFrom('one', 'two', undefined),
      late: fc.constantFrom(0, 0, 0, 60),
    }),
    { minLength: 150, maxLength: 260, size: 'max' },
  )
  .map((steps) => {
    let at = MONDAY;
    return steps.map(({ hours, late, ...given }, index) => {
      at += hours / 24;
      return closing({ seq: index + 1, day: at, closedOn: Math.floor(at) - late, ...given });
    });
  });

it('folded again from what is kept, it comes to the states and detections of the live fold', () => {
  let detections = 0;
  fc.assert(
    fc.property(ledger, (closings) => {
      const live = replayed(closings, LOUD);
      const refold = refoldOfGroup(allLossesGroup);
      for (const match of live.kept) refold.take(match);
      expect(refold.states.get('all')).toEqual(live.state);
      expect(refold.facts).toEqual(live.facts);
      detections += live.facts.length;
    }),
    { numRuns: 20 },
  );
  expect(detections).toBeGreaterThan(0);
});

it('losses of the same moment may come in any order', () => {
  fc.assert(
    fc.property(
      fc.shuffledSubarray(['kim', 'kim', 'kim', 'lee', 'lee', 'max'], { minLength: 6 }),
      fc.integer({ min: 1, max: 50 }),
      (reps, seed) => {
        const before = stream({ seed, days: 180, usual: 1 });
        const rsAfter = (names: readonly string[]) =>
          replayed([
            ...before,
            ...names.map((rep, n) => closing({ seq: 10_000 + n, day: MONDAY + 180, rep, account: 'one' })),
          ]).state?.logs.map((log) => log.toFixed(9));
        const [inOrder, shuffled] = [rsAfter(reps.toSorted()), rsAfter(reps)];
        expect(shuffled).toEqual(inOrder);
      },
    ),
    { numRuns: 8 },
  );
});

it('the state is small, and survives the table', () => {
  const { state } = replayed(doubled(3));
  const text = JSON.stringify(state);
  expect(text.length).toBeLessThan(2048);
  expect(allLossesStateSchema.parse(JSON.parse(text))).toEqual(state);
});

describe('what people see of it', () => {
  it('is as much as was imported, where fewer than that count since', () => {
    const live = MONDAY + 180;
    const closings = stream({ seed: 1, days: 250, usual: 3 }).map(
      (one): Closing =>
        one.closedOn < live ? { ...one, recordedAt: live * DAY_MS, bulk: true } : { ...one, rep: 'one' },
    );
    const { state } = replayed(closings);
    expect((state?.reported ?? 0) - (state?.counted ?? 0)).toBeGreaterThan(30);
    const { usualPerWeek } = watchedLosses(state, { falseAlarmsPerQuarter: 1 }, (MONDAY + 250) * DAY_MS);
    expect(usualPerWeek).toBeGreaterThan(12);
    expect(usualPerWeek).toBeLessThan(18);
  });

  it('is there at once after an import, and no run before the next week begins', () => {
    const day = MONDAY + 184;
    const closings = stream({ seed: 1, days: 184, usual: 3 }).map(
      (one): Closing => ({ ...one, recordedAt: day * DAY_MS, bulk: true }),
    );
    const later = [1, 2, 3].map((seq) => closing({ seq: 10_000 + seq, day, rep: `rep-${seq}` }));
    const { state } = replayed([...closings, ...later]);
    const watched = watchedLosses(state, { falseAlarmsPerQuarter: 1 }, day * DAY_MS);
    expect(watched.usualPerWeek).toBeGreaterThan(12);
    expect(watched).toMatchObject({ losses: 0, days: 0, usual: 0, strength: 0 });
  });

  const settings = { falseAlarmsPerQuarter: 1 };
  const at = (day: number) => (MONDAY + day) * 86_400_000;

  it('is nothing before there is a quarter of history', () => {
    expect(watchedLosses(undefined, settings, at(0))).toMatchObject({ usualPerWeek: undefined, losses: 0 });
    const { state } = replayed(stream({ seed: 1, days: 60, usual: 3 }));
    expect(watchedLosses(state, settings, at(60))).toMatchObject({ usualPerWeek: undefined });
  });

  it('is what a week usually brings, and the run that an alarm would tell of', () => {
    const closings = doubled(1);
    const [first] = replayed(closings).facts;
    if (first === undefined) throw new Error('There was no alarm.');
    const before = replayed(closings.filter(({ seq }) => seq < first.seq));
    const watched = watchedLosses(before.state, settings, first.at);
    expect(watched.usualPerWeek).toBeGreaterThan(15);
    expect(watched.usualPerWeek).toBeLessThan(28);
    expect(watched.strength).toBeLessThan(watched.threshold);
    expect(watched.epochRunning).toBe(false);
    const after = replayed(closings.filter(({ seq }) => seq <= first.seq));
    const { losses, days, usual } = first.figures.kind === 'all-losses' ? first.figures : {};
    const alarmed = watchedLosses(after.state, settings, first.at);
    expect(alarmed).toMatchObject({ losses, days, usual, epochRunning: true });
  });
});
