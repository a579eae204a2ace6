import { createRandom } from '../../infra/local/demo/random.ts';
import { allLosses } from '../../shared/domain/detection/all-losses/all-losses.ts';
import type { AllLossesState } from '../../shared/domain/detection/all-losses/all-losses-state.ts';
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
const DELAYED: readonly string[] = ['usual', 'steady', 'imported', 'logging-day'];

/** A way of reporting, beside what the conditions of the detection bench say. */
interface Habit extends Conditions {
  /** The history before the watch came as a bulk load. */
  readonly imported?: boolean;
  /** All is logged in a weekly meeting, which every 13 weeks goes from Friday to Thursday, or back. */
  readonly meets?: boolean;
}

const [USUAL] = CONDITIONS;
const HABITS: readonly Habit[] = [
  ...CONDITIONS.filter(({ wins, crowd }) => !wins && crowd === 1),
  { ...USUAL, name: 'imported', imported: true },
  // Of so many people the cap for each hides little, though all is logged on one day.
  { ...USUAL, name: 'logging-day', meets: true, reps: 25 },
];

/** In the afternoon, in days since Monday. */
const MEETINGS = [4.7, 3.7] as const;

/** The first meeting at or after a moment: both in days since the first Monday. */
function meetingAfter(day: number): number {
  const week = Math.floor(day / 7);
  const meeting = 7 * week + MEETINGS[Math.floor(week / 13) % 2 === 0 ? 0 : 1];
  return meeting >= day ? meeting : meetingAfter(7 * (week + 1));
}

const inMeeting = (report: Report): Report => ({
  ...report,
  at: Math.floor((FIRST_DAY + meetingAfter(report.at / DAY_MS - FIRST_DAY)) * DAY_MS),
});

/** The opening alarms after the history, as days since the watch began. */
function alarmsOf(given: readonly Report[], { history, imported, meets }: Habit): readonly number[] {
  const items = new Map<string, AllLossesState>();
  const days: number[] = [];
  const reports = meets ? given.map(inMeeting) : given;
  for (const [index, report] of reports.entries()) {
    const isLoaded = imported === true && report.at < (FIRST_DAY + history) * DAY_MS;
    const closing = { ...closingOfReport(report, index + 1), ...(isLoaded && { bulk: true as const }) };
    const { facts } = allLosses.fold(items, closing, { falseAlarmsPerQuarter: 1 });
    for (const { at, seq, epoch } of facts) if (seq === epoch) days.push(at / DAY_MS - FIRST_DAY - history);
  }
  return days.filter((day) => day >= 0);
}

function falseAlarms(volume: Volume, conditions: Habit, teams: number): string {
  let alarms = 0;
  for (let team = 0; team < teams; team += 1) {
    const reports = quietTeam(1, volume, conditions, team);
    alarms += alarmsOf(reports, conditions).filter((day) => day < WATCHED_DAYS).length;
  }
  const rate = (count: number) => (count / (teams * (WATCHED_DAYS / 91))).toFixed(2);
  const [low, high] = poissonInterval(alarms);
  return `${rate(alarms)} (${rate(low)} to ${rate(high)})`;
}

/** Days until an alarm when all losses become `times` as many, 60 to 120 days into the watch. */
function delay(volume: Volume, conditions: Habit, times: number, teams: number): string {
  const delays = Array.from({ length: teams }, (_, team) => {
    const random = createRandom(1000 * volume + 7 * team + 1).next;
    const rise = 60 + Math.floor(60 * random());
    const days = conditions.history + rise + FOLLOWED_DAYS;
    const usual = reportsOf({ conditions, lossesAMonth: volume, days, random });
    const more = reportsOf({ conditions, lossesAMonth: volume * (times - 1), days, random });
    const extra = more.filter(({ closedOn }) => closedOn - FIRST_DAY - conditions.history >= rise);
    const reports = [...usual, ...extra].sort((one, other) => one.at - other.at);
    const told = alarmsOf(reports, conditions).find((day) => day >= rise);
    return told === undefined || told > rise + FOLLOWED_DAYS ? Number.POSITIVE_INFINITY : told - rise;
  });
  const { median } = medianOf(delays);
  return Number.isFinite(median) ? String(Math.round(median)) : `over ${FOLLOWED_DAYS}`;
}

/**
 * The promise for all losses together, 0.25 false alarms a quarter at B = 1, and how many days a real rise waits. Each row is a
 * condition of the detection bench, or a habit of reporting, and a number of losses a month. `--quick` takes fewer teams, `--losses 40` only
 * the teams with so many.
 */
export async function measureAllLosses(options: readonly string[]): Promise<readonly string[]> {
  const only = options.indexOf('--losses');
  return table(
    [
      'losses a month',
      'conditions',
      'false alarms a quarter',
      ...TIMES.map((times) => `days until ${times}×`),
    ],
    VOLUMES.filter((volume) => only < 0 || String(volume) === options[only + 1]).flatMap((volume) => {
      const teams = Math.ceil(TEAMS[volume] / (options.includes('--quick') ? QUICK : 1));
      return HABITS.map((one) => [
        String(volume),
        one.name,
        falseAlarms(volume, one, teams),
        ...TIMES.map((times) => (DELAYED.includes(one.name) ? delay(volume, one, times, teams) : '')),
      ]);
    }),
  );
}
