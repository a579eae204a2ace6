import { combinationInWords, patternTitle, sentences } from '../../../shared/domain/alerts/sentence.ts';
import type { Said } from '../../../shared/domain/backtest/backtest.ts';
import { dateOfDay, readableDate } from '../../../shared/domain/calendar-date.ts';
import { dayOf } from '../../../shared/domain/detection/week.ts';

/** An alert, from its opening alarm on. */
export interface Story {
  readonly opening: Said;
  /** What was news for it afterwards, oldest first. */
  readonly later: Said[];
}

const MOST_DEALS = 12;
const MARGIN = ' '.repeat(13);

/** What an alert would have said, and the deals behind it. */
export function alertLines({ opening, later }: Story): string[] {
  const { detection, names, deals } = opening;
  const told = { ...detection, retracted: undefined };
  const more = deals.length - MOST_DEALS;
  const list = deals.slice(-MOST_DEALS).join(', ');
  return [
    `${dateOf(opening).padEnd(MARGIN.length)}${patternTitle(told, names)}`,
    ...sentences(told, names).map((sentence) => MARGIN + sentence),
    `${MARGIN}Deals: ${list}${more > 0 ? ` and ${more} before them` : ''}`,
    ...newsLine(
      'Again',
      later.filter(({ detection: { cause, mutedBy } }) => cause === 'alarm' && mutedBy === null).map(dateOf),
    ),
    ...newsLine(
      'Its money doubled',
      later.filter(({ detection: { cause } }) => cause === 'money-doubled').map(dateOf),
    ),
    ...newsLine('It stands out', combinations(later), ''),
  ];
}

/** A single large deal in one line: there may be many. */
export const largeDealLine = (said: Said): string =>
  `${dateOf(said).padEnd(MARGIN.length)}${patternTitle({ ...said.detection, retracted: undefined }, said.names)} (${said.deals.join(', ')})`;

const newsLine = (what: string, details: readonly string[], joint = ' on'): string[] =>
  details.length === 0 ? [] : [`${MARGIN}${what}${joint} ${details.join(', ')}`];

function combinations(later: readonly Said[]): string[] {
  const words = later.flatMap(({ detection: { key, mutedBy }, names: { segment } }) =>
    mutedBy === null ? [] : [combinationInWords(key, segment === undefined ? [] : [{ segment }])],
  );
  return [...new Set(words)].filter((word) => word !== '');
}

const dateOf = ({ detection: { at } }: Said): string => readableDate(dateOfDay(dayOf(at)));
