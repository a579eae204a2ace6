import { html } from 'hono/html';
import { countedOf } from '../domain/alerts/evidence.ts';
import { patternTitle, sentences } from '../domain/alerts/sentence.ts';
import { newsOf, type Story } from '../domain/backtest/stories.ts';
import { dateOfDay, readableDate } from '../domain/calendar-date.ts';
import type { Detection } from '../domain/detection/detection.ts';
import { dayOf } from '../domain/detection/week.ts';
import type { Content, Html } from './html.ts';
import { day } from './moment.ts';
import { count } from './words.ts';

/** The day of a moment of the ledger. */
export const dayOfMoment = (time: number): Html => day(dateOfDay(dayOf(time)));

/** One alert of a backtest: when, why, and the deals behind it. */
export function backtestStory(story: Story): Html {
  const { detection, names, deals } = story.opening;
  const told = detection;
  const { again, moneyDoubled, standsOut } = newsOf(story);
  return html`<li><p class="when">${dayOfMoment(detection.at)}</p>
<h3>${patternTitle(told, names)}</h3>
<p>${sentences(told, names).join(' ')}</p>
${news('Again on', again.map(inWords))}${news('Its money doubled on', moneyDoubled.map(inWords))}${news('It stands out', standsOut)}
<details class="more">
<summary>${dealsInWords(deals.length, detection.figures)} behind it</summary>
<p class="more-fields">${deals.join(', ')}</p>
</details></li>
`;
}

function dealsInWords(kept: number, figures: Detection['figures']): string {
  const all = countedOf(figures, kept);
  return all !== undefined ? `The last ${kept} of ${count(all, 'deal')}` : `The ${count(kept, 'deal')}`;
}

const inWords = (time: number): string => readableDate(dateOfDay(dayOf(time)));

const news = (what: string, details: readonly string[]): Content =>
  details.length > 0 &&
  html`<p class="hint">${what} ${details.join(', ')}.</p>
`;
