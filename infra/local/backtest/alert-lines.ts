import { patternTitle, sentences } from '../../../shared/domain/alerts/sentence.ts';
import type { Said } from '../../../shared/domain/backtest/backtest.ts';
import { newsOf, type Story } from '../../../shared/domain/backtest/stories.ts';
import { dateOfDay, readableDate } from '../../../shared/domain/calendar-date.ts';
import { dayOf } from '../../../shared/domain/detection/week.ts';

const MOST_DEALS = 12;
const MARGIN = ' '.repeat(13);

/** What an alert would have said, and the deals behind it. */
export function alertLines(story: Story): string[] {
  const { detection, names, deals } = story.opening;
  const { again, moneyDoubled, standsOut } = newsOf(story);
  const told = detection;
  const more = deals.length - MOST_DEALS;
  const list = deals.slice(-MOST_DEALS).join(', ');
  return [
    `${date(detection.at).padEnd(MARGIN.length)}${patternTitle(told, names)}`,
    ...sentences(told, names).map((sentence) => MARGIN + sentence),
    `${MARGIN}Deals: ${list}${more > 0 ? ` and ${more} before them` : ''}`,
    ...newsLine('Again', again.map(date)),
    ...newsLine('Its money doubled', moneyDoubled.map(date)),
    ...newsLine('It stands out', standsOut, ''),
  ];
}

/** A single large deal in one line: there may be many. */
export const largeDealLine = (said: Said): string =>
  `${date(said.detection.at).padEnd(MARGIN.length)}${patternTitle(said.detection, said.names)} (${said.deals.join(', ')})`;

const newsLine = (what: string, details: readonly string[], joint = ' on'): string[] =>
  details.length === 0 ? [] : [`${MARGIN}${what}${joint} ${details.join(', ')}`];

const date = (at: number): string => readableDate(dateOfDay(dayOf(at)));
