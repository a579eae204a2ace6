import { describe, expect, test } from 'vitest';
import type { Detection } from '../../../shared/domain/detection/detection.ts';
import { keyOf } from '../../../shared/domain/detection/pattern-key.ts';
import { closing, replay } from './closings.ts';
import { dayInStream, losses, START } from './streams.ts';

const PER_DAY = 200 / 30;
const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8];
const SURGE_DAY = 240;

const alarms = (facts: readonly Detection[]) => facts.filter((fact) => fact.cause === 'alarm');
const reported = (facts: readonly Detection[]) => alarms(facts).filter((fact) => fact.mutedBy === null);

/** The first reported alarm of each seed after the surge began, and how many deals had been closed by then. */
function firstAlarms(surge: { competitor: string; segment?: string; times: number }) {
  return SEEDS.map((seed) => {
    const stream = losses({ seed, days: 360, perDay: PER_DAY, surge: { ...surge, day: SURGE_DAY } });
    const { facts } = replay(stream);
    const before = stream.findIndex((one) => dayInStream(one.recordedAt) >= SURGE_DAY);
    const first = reported(facts).find(
      (fact) => fact.seq > before && fact.pattern.competitor === surge.competitor,
    );
    return { facts, first, deals: (first?.seq ?? Number.POSITIVE_INFINITY) - before };
  });
}

const median = (numbers: readonly number[]) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? 0;

test('a year in which nothing changes: at most one alarm per team and quarter is promised, and kept', () => {
  const perTeam = SEEDS.map(
    (seed) => alarms(replay(losses({ seed, days: 365, perDay: PER_DAY })).facts).length,
  );
  expect(perTeam.reduce((left, right) => left + right)).toBeLessThanOrEqual(4 * SEEDS.length);
});

describe('a competitor with a share of 8 %', () => {
  test.each([
    [3, 350],
    [6, 120],
  ])('who wins %i times as often is seen within %i deals, at once as a whole', (times, deals) => {
    const found = firstAlarms({ competitor: 'competitor-4', times });
    expect(median(found.map((one) => one.deals))).toBeLessThan(deals);
    const whole = found.filter(({ first }) => first?.key === 'competitor=competitor-4');
    expect(whole.length).toBeGreaterThanOrEqual(SEEDS.length - 2);
  });

  test('what it is made of stays under its alert for 30 days', () => {
    for (const { facts, first } of firstAlarms({ competitor: 'competitor-4', times: 6 })) {
      if (first === undefined || first.key !== 'competitor=competitor-4') continue;
      const month = facts.filter(({ seq, at }) => seq > first.seq && at < first.at + 30 * 86_400_000);
      const parts = month.filter(
        ({ pattern }) => pattern.competitor === 'competitor-4' && keyOf(pattern) !== first.key,
      );
      expect(parts.length).toBeGreaterThan(0);
      for (const part of parts) expect(part.mutedBy).toEqual({ key: first.key, epoch: first.epoch });
      const repeats = month.filter(({ key }) => key === first.key);
      for (const repeat of repeats) expect(repeat).toMatchObject({ epoch: first.epoch, mutedBy: null });
    }
  });

  test('who wins 6 times as often in one segment is seen there', () => {
    const found = firstAlarms({ competitor: 'competitor-4', segment: 'segment-2', times: 6 });
    expect(median(found.map((one) => one.deals))).toBeLessThan(250);
    const there = found.filter(({ first }) => first?.key === 'competitor=competitor-4|segment=segment-2');
    expect(there.length).toBeGreaterThanOrEqual(SEEDS.length - 2);
  });
});

test('the sentence: the run covers the surge and says what was usual', () => {
  const [one] = firstAlarms({ competitor: 'competitor-4', times: 6 });
  const figures = one?.first?.figures;
  if (figures?.kind !== 'loss-surge') throw new Error('The surge was not seen.');
  expect(figures.matches / figures.of).toBeGreaterThan(0.2);
  expect(figures.usualShare).toBeGreaterThan(0.05);
  expect(figures.usualShare).toBeLessThan(0.11);
  expect(figures.strength).toBeGreaterThanOrEqual(figures.threshold);
  expect(figures.oncePerQuarters).toBeCloseTo(figures.strength / figures.threshold, 10);
  expect(one?.first?.evidence.length).toBe(Math.min(32, figures.matches));
});

test('no alarm before thirty closed deals, and history that was loaded counts', () => {
  const settings = { falseAlarmsPerQuarter: 1000 };
  const surge = Array.from({ length: 60 }, (_, index) =>
    closing({
      seq: 1000 + index,
      day: START + 200 + index / 24,
      competitor: 'acme',
      reason: 'price',
      rep: `rep-${index % 30}`,
      account: `account-${index}`,
    }),
  );
  const history = (size: number) =>
    Array.from({ length: size }, (_, index) =>
      closing({
        seq: index + 1,
        day: START + 200,
        closedOn: START + index,
        competitor: 'other',
        reason: 'timing',
      }),
    );
  const firstAfter = (size: number) => replay([...history(size), ...surge], settings).facts[0]?.seq ?? 0;
  expect(firstAfter(10) - 1000).toBeGreaterThanOrEqual(19);
  expect(firstAfter(100) - 1000).toBeLessThan(19);
});
