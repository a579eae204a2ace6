import { familyNamed } from '../families/registry.ts';
import type { Alert } from './alert.ts';
import { TEAMS, type Team } from './teams.ts';

/** A calendar quarter in UTC: 2026, 3 is July to September. */
export interface Quarter {
  readonly year: number;
  readonly quarter: number;
}

export interface QuarterOfAlarms extends Quarter {
  /** Alerts about patterns that were opened in it; those that a correction took away do not count. */
  readonly alarms: number;
  /** How many of them each team called noise. */
  readonly noise: Readonly<Record<Team, number>>;
  /** How many of them at least one team called noise: what both call noise is one false alarm. */
  readonly falseAlarms: number;
  /** How many of them no team has acknowledged: nobody knows yet whether they were false. */
  readonly unanswered: number;
}

/** How many quarters are shown: a year, the running one included. */
const SHOWN = 4;

export function quarterOf(time: number): Quarter {
  const date = new Date(time);
  return { year: date.getUTCFullYear(), quarter: Math.floor(date.getUTCMonth() / 3) + 1 };
}

/** The quarters that the meter shows, the running one first. */
export function shownQuarters(now: number): Quarter[] {
  const { year, quarter } = quarterOf(now);
  return Array.from({ length: SHOWN }, (_, back) => {
    const months = new Date(Date.UTC(year, 3 * (quarter - 1 - back)));
    return quarterOf(months.getTime());
  });
}

/** When the first of the shown quarters began: who opened an alert before that does not matter. */
export const shownFrom = (now: number): number => startOf(shownQuarters(now).at(-1) ?? quarterOf(now));

/** When a quarter began, milliseconds since 1970. */
export const startOf = ({ year, quarter }: Quarter): number => Date.UTC(year, 3 * (quarter - 1));

/**
 * The promise is about false alarms, and only the teams can say which were. What they call noise is counted by the quarter in
 * which the alert opened, beside all that was told. Single large losses are facts and belong to no promise.
 */
export function falseAlarms(alerts: readonly Alert[], now: number): QuarterOfAlarms[] {
  const counted = alerts.filter(
    ({ family, retracted }) => familyNamed(family).partOfPromise > 0 && retracted === undefined,
  );
  return shownQuarters(now).map((shown) => {
    const mine = counted.filter(({ openedAt }) => startOf(quarterOf(openedAt)) === startOf(shown));
    const called = (alert: Alert, team: Team) => alert.acknowledgements[team]?.stance === 'noise';
    const noise = (team: Team) => mine.filter((alert) => called(alert, team)).length;
    return {
      ...shown,
      alarms: mine.length,
      noise: { sales: noise('sales'), marketing: noise('marketing') },
      falseAlarms: mine.filter((alert) => TEAMS.some((team) => called(alert, team))).length,
      unanswered: mine.filter(({ acknowledgements: by }) => TEAMS.every((team) => by[team] === undefined))
        .length,
    };
  });
}
