import { describe, expect, test } from 'vitest';
import { SEED } from '../../infra/local/demo/command.ts';
import { createRandom } from '../../infra/local/demo/random.ts';
import { syntheticYear } from '../../infra/local/demo/synthetic-year.ts';
import { dateOfDay } from '../../shared/domain/calendar-date.ts';
import { createReportSchemas } from '../../shared/domain/report.ts';

const LAST_DAY = 20_800;
const year = syntheticYear({ seed: SEED, lastDay: LAST_DAY });
const closedOn = year.flatMap(({ report }) => {
  if (report.kind === 'loss') return [report.report.lostOn];
  return report.kind === 'win' ? [report.report.wonOn] : [];
});

describe('a synthetic year', () => {
  test('is the same for the same seed, and another for another', () => {
    expect(syntheticYear({ seed: SEED, lastDay: LAST_DAY })).toEqual(year);
    expect(syntheticYear({ seed: SEED + 1, lastDay: LAST_DAY })).not.toEqual(year);
  });

  test('has 60 to 100 closed deals in every full month', () => {
    const months = Map.groupBy(closedOn, (date) => date.slice(0, 7));
    const full = [...months.values()].slice(1, -1).map((deals) => deals.length);
    expect(full).toHaveLength(11);
    expect(Math.min(...full)).toBeGreaterThanOrEqual(60);
    expect(Math.max(...full)).toBeLessThanOrEqual(100);
  });

  test('ends on its last day, in the order of the days', () => {
    const days = year.map(({ day }) => day);
    expect(days).toEqual(days.toSorted((a, b) => a - b));
    expect(days[0]).toBeGreaterThan(LAST_DAY - 365);
    expect(days.at(-1)).toBe(LAST_DAY);
  });

  test('every report is legal on the day on which it is logged', () => {
    for (const { day, report } of year) {
      const schemas = createReportSchemas(dateOfDay(day));
      const { success, error } =
        report.kind === 'loss'
          ? schemas.loss.safeParse(report.report)
          : report.kind === 'win'
            ? schemas.win.safeParse(report.report)
            : report.kind === 'mention'
              ? schemas.mention.safeParse(report.mention)
              : schemas.openDeal.safeParse(report.kind === 'update' ? report.deal : undefined);
      expect(success, JSON.stringify({ report, error })).toBe(true);
    }
  });

  test('numbers its deals in the order in which they are heard of, and tells each in order', () => {
    const firstSeen = [...new Set(year.map(({ report }) => report.dealId))];
    expect(firstSeen).toEqual(firstSeen.toSorted());
    expect(firstSeen[0]).toBe('SYN-0001');
    const stories = Map.groupBy(year, ({ report }) => report.dealId);
    for (const story of stories.values()) {
      const closed = story.findIndex(({ report }) => report.kind === 'loss' || report.kind === 'win');
      expect([-1, story.length - 1]).toContain(closed);
    }
  });

  test('says of everything that it is synthetic', () => {
    for (const { report } of year) {
      expect(report.dealId).toMatch(/^SYN-\d{4}$/);
      const text = JSON.stringify(report);
      const named = /"competitor":"(?<name>[^"]+)"/.exec(text)?.groups?.name;
      if (named !== undefined) expect(named).toMatch(/^unknown$|\(synthetic\)$/);
      const account = /"account":"(?<name>[^"]+)"/.exec(text)?.groups?.name;
      if (account !== undefined) expect(account).toMatch(/^Synthetic customer \d{3}$/);
      const note = /"note":"(?<words>[^"]+)"/.exec(text)?.groups?.words;
      if (note !== undefined) expect(note).toMatch(/^Synthetic note/);
    }
  });
});

test('random draws are spread as they should be', () => {
  const random = createRandom(1);
  const draws = Array.from({ length: 20_000 }, () => random.next());
  expect(Math.min(...draws)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...draws)).toBeLessThan(1);
  expect(draws.reduce((sum, draw) => sum + draw) / draws.length).toBeCloseTo(0.5, 2);
  const heavy = Array.from({ length: 20_000 }, () =>
    random.weighted([
      ['a', 3],
      ['b', 1],
    ]),
  );
  expect(heavy.filter((value) => value === 'a').length / heavy.length).toBeCloseTo(0.75, 1);
});
