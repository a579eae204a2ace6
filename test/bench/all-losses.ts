import { createRandom } from '../../infra/local/demo/random.ts';
import { allLosses } from '../../shared/domain/detection/all-losses.ts';
import type { AllLossesState } from '../../shared/domain/detection/all-losses-state.ts';
import { closingOfReport } from './detection/closing-of-report.ts';
import { CONDITIONS, type Conditions } from './detection/conditions.ts';
import { FIRST_DAY } from './detection/made-up-team.ts';
import { medianOf } from './detection/median.ts';
import { poissonInterval } from './detection/poisson-interval.ts';
import { DAY_MS, type Report, reportsOf } from './detection/reports.ts';
import { table } from './detection/table.ts';
import { VOLUMES, type Volume } from './detection/targets.ts';
import { quietTeam, WATCHED_DAYS } from './detection/teams.ts';

const TEAMS: Readonly<Record<Volume, number>> = { 10: 200, 40: 100, 200: 40, 1000: 10 };
const QUICK = 5;
const FOLLOWED_DAYS = 250;
const TIMES = [1.5, 2, 3] as const;

/** The opening alarms after the history, as days since the watch began. */
function alarmsOf(reports: readonly Report[], history: number): readonly number[] {
  const items = new Map<string, AllLossesState>();
  const days: number[] = [];
  for (const [index, report] of reports.entries()) {
    const closing = closingOfReport(report, index + 1);
    const { facts } = allLosses.fold(items, closing, { falseAlarmsPerQuarter: 1 });
    for (const { at, seq, epoch } of facts) if (seq === epoch) days.push(at / DAY_MS - FIRST_DAY - history);
  }
  return days.filter((day) => day >= 0);
}

function falseAlarms(volume: Volume, conditions: Conditions, teams: number): string {
  let alarms = 0;
  for (let team = 0; team < teams; team += 1) {
    const reports = quietTeam(1, volume, conditions, team);
    alarms += alarmsOf(reports, conditions.history).filter((day) => day < WATCHED_DAYS).length;
  }
  const rate = (count: number) => (count / (teams * (WATCHED_DAYS / 91))).toFixed(2);
  const [low, high] = poissonInterval(alarms);
  return `${rate(alarms)} (${rate(low)} to ${rate(high)})`;
}

/** Days until an alarm when all losses become `times` as many, 60 to 120 days into the watch. */
function delay(volume: Volume, conditions: Conditions, times: number, teams: number): string {
  const delays = Array.from({ length: teams }, (_, team) => {
    const random = createRandom(1000 * volume + 7 * team + 1).next;
    const rise = 60 + Math.floor(60 * random());
    const days = conditions.history + rise + FOLLOWED_DAYS;
    const usual = reportsOf({ conditions, lossesAMonth: volume, days, random });
    const more = reportsOf({ conditions, lossesAMonth: volume * (times - 1), days, random });
    const extra = more.filter(({ closedOn }) => closedOn - FIRST_DAY - conditions.history >= rise);
    const reports = [...usual, ...extra].sort((one, other) => one.at - other.at);
    const told = alarmsOf(reports, conditions.history).find((day) => day >= rise);
    return told === undefined || told > rise + FOLLOWED_DAYS ? Number.POSITIVE_INFINITY : told - rise;
  });
  const { median } = medianOf(delays);
  return Number.isFinite(median) ? String(Math.round(median)) : `over ${FOLLOWED_DAYS}`;
}

/**
 * The promise for all losses together, 0.25 false alarms a quarter at B = 1, and how many days a real rise waits. Each row is a
 * condition of the detection bench and a number of losses a month. `--quick` takes fewer teams, `--losses 40` only
 * the teams with so many.
 */
export async function measureAllLosses(options: readonly string[]): Promise<readonly string[]> {
  const only = options.indexOf('--losses');
  const conditions = CONDITIONS.filter(({ wins, crowd }) => !wins && crowd === 1);
  return table(
    [
      'losses a month',
      'conditions',
      'false alarms a quarter',
      ...TIMES.map((times) => `days until ${times}×`),
    ],
    VOLUMES.filter((volume) => only < 0 || String(volume) === options[only + 1]).flatMap((volume) => {
      const teams = Math.ceil(TEAMS[volume] / (options.includes('--quick') ? QUICK : 1));
      return conditions.map((one) => [
        String(volume),
        one.name,
        falseAlarms(volume, one, teams),
        ...TIMES.map((times) =>
          ['usual', 'steady'].includes(one.name) ? delay(volume, one, times, teams) : '',
        ),
      ]);
    }),
  );
}
