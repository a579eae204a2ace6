import { expect, test } from 'vitest';
import { mapDeals } from '../../infra/local/replay/deals-table.ts';
import { startReplayHome } from '../../infra/local/replay/replay-home.ts';
import { send } from '../../infra/local/replay/request.ts';
import type { Detection } from '../../shared/domain/detection/detection.ts';
import { FAMILY_NAMES, familyNamed } from '../../shared/domain/families/registry.ts';
import { competitorKey, nameKey } from '../../shared/domain/names.ts';
import { detectionsFrom } from '../../shared/store/detections.ts';
import { entriesAfter } from '../../shared/store/ledger.ts';
import { SILENT, tableIn } from '../replay/in-memory.ts';
import { DAY } from '../support/clock.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { runJson } from './backtesting.ts';
import { HEADER, syntheticRows } from './synthetic-table.ts';

/** So many false alarms are accepted that there is much to compare. */
const BUDGET = 40;

const SETTINGS = {
  falseAlarmsPerQuarter: BUDGET,
  bigLossAmounts: {},
  timeZone: 'UTC',
  currency: 'EUR',
};

/** Reports the rows one after another to a whole Tandem whose clock stands on the moment of each. */
async function live(rows: readonly string[]) {
  const { reports, refused } = mapDeals(tableIn([HEADER, ...rows].join('\n')));
  expect(refused).toEqual([]);
  const { home, clock } = await startReplayHome({
    data: temporaryFolder(),
    settings: SETTINGS,
    addresses: { sales: 'sales@example.com', marketing: 'marketing@example.com' },
    baseUrl: 'http://localhost:4870',
    realNow: Date.parse('2027-01-01T00:00:00Z'),
    log: SILENT,
  });
  try {
    for (const [index, report] of reports.entries()) {
      clock.standAt(Date.parse(rows[index]?.split(',')[3] ?? ''));
      const answer = await send(home.app, report, `row-${index}`);
      expect(answer).toEqual({ kind: 'created' });
    }
    await home.settle();
    const ledger = await entriesAfter(home.table, 0, 10_000);
    const deals = new Map(
      ledger.flatMap((entry) => ('dealId' in entry ? [[entry.seq, entry.dealId] as const] : [])),
    );
    const found = await Promise.all(FAMILY_NAMES.map((name) => detectionsFrom(home.table, name, 0)));
    return found
      .flat()
      .map((detection) => ({ detection, deals: detection.evidence.map((seq) => deals.get(seq)) }));
  } finally {
    await home.stop();
  }
}

interface Alarm {
  readonly detection: Detection;
  readonly deals: readonly (string | undefined)[];
}

/** What both ways must agree on, in one order. */
function comparable(alarms: readonly Alarm[]) {
  return alarms
    .filter(({ detection }) => detection.cause === 'alarm')
    .map(({ detection: { at, family, pattern, figures, mutedBy }, deals }) => ({
      at: new Date(at).toISOString(),
      family,
      pattern,
      figures: familyNamed(family).published(figures),
      muted: mutedBy !== null,
      deals,
    }))
    .map((alarm) => JSON.stringify(alarm))
    .sort();
}

/** The same of the lines of `--json`. */
function comparableLines(lines: readonly Readonly<Record<string, unknown>>[]) {
  return lines
    .map(({ type: _, at, family, pattern, muted, deals, ...figures }) => {
      const { competitor, reason, segment } = pattern as Detection['pattern'];
      return {
        at,
        family,
        pattern: {
          competitor: competitor && competitorKey(competitor),
          reason,
          segment: segment && nameKey(segment),
        },
        figures,
        muted,
        deals,
      };
    })
    .map((alarm) => JSON.stringify(alarm))
    .sort();
}

const loggedAt = (row: string | undefined): number => Date.parse(row?.split(',')[3] ?? '');

/** The row as if it had been logged at another time, as long after the deal was closed. */
function movedTo(row: string, time: number): string {
  const cells = row.split(',');
  const earlier = Math.round((loggedAt(row) - time) / DAY) * DAY;
  const closedOn = Math.min(Date.parse(cells[2] ?? '') - earlier, time);
  const moved = [new Date(closedOn).toISOString().slice(0, 10), new Date(time).toISOString()];
  return cells
    .with(2, moved[0] ?? '')
    .with(3, moved[1] ?? '')
    .join(',');
}

test('the same reports give the same alarms live and in a backtest, in whatever order the file has them', async () => {
  const usual = syntheticRows({ seed: 11, rows: 500, perDay: 3 });
  // Near the end somebody appears who was not there before, and five times as much is closed in a day.
  const begin = loggedAt(usual[350]);
  const rows = usual.map((row, n) => {
    if (n <= 350) return row;
    const named = n % 3 === 0 ? row.replace(/Globex|Initech|Umbrella/, 'Hooli') : row;
    return movedTo(named, begin + (loggedAt(row) - begin) / 5);
  });
  const alive = comparable(await live(rows));
  const { alarms, summary } = await runJson(
    [HEADER, ...rows.toReversed()].join('\n'),
    '--budget',
    String(BUDGET),
  );
  expect(comparableLines(alarms)).toEqual(alive);
  expect(summary).toMatchObject({ rows: 500, accepted: 500, alarms: alive.length });
  // Enough of each kind that agreeing means something.
  const of = (name: string) => alarms.filter(({ family }) => family === name);
  expect(of('loss-surge').length).toBeGreaterThan(10);
  expect(of('loss-surge').filter(({ muted }) => muted).length).toBeGreaterThan(3);
  expect(of('big-loss').length).toBeGreaterThan(5);
  expect(of('win-rate').length).toBeGreaterThan(3);
  expect(of('all-losses').length).toBeGreaterThan(0);
  expect(of('new-entrant')).toHaveLength(1);
});
