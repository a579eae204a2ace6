import { html } from 'hono/html';
import type { CountedAs } from '../domain/competitors/register.ts';
import { currentFields, type Deal, dealStatus, mentionStatus } from '../domain/deal.ts';
import type { LossReport, WinReport } from '../domain/report.ts';
import type { HistoryLine } from './deal-history.ts';
import { competitorInWords, lossInWords, moneyInWords, reasonLabel } from './deal-words.ts';
import type { Html } from './html.ts';
import type { Page } from './layout.ts';
import { day, moment } from './moment.ts';
import { type NoteQuestion, noteQuestion } from './note-question.ts';
import { alertList, type ListedAlert } from './parts/alert-list.ts';
import { facts } from './parts/facts.ts';
import { warning } from './parts/notice.ts';
import { table } from './parts/table.ts';
import { dealPath, formPath } from './paths.ts';
import { HISTORY_WORDS, type Stored, storedNotice } from './stored-notice.ts';
import { DEAL_STATUS_WORDS, MENTION_STATUS_WORDS, THREAT_WORDS } from './words.ts';

export interface DealView {
  readonly deal: Deal;
  readonly history: readonly HistoryLine[];
  /** The newest alerts that this deal is part of: as evidence, or as a deal at risk. */
  readonly alerts: readonly ListedAlert[];
  readonly stored: Stored | undefined;
  /** A name in the report that nobody knows, and the competitors that it may have meant. */
  readonly unsure: UnsureName | undefined;
  /** What the note of the report asks. */
  readonly question: NoteQuestion | undefined;
  /** Under whom the names in the deal are counted. */
  readonly countedAs: CountedAs;
  readonly timeZone: string;
}

export interface UnsureName {
  readonly name: string;
  readonly near: readonly string[];
}

/** A deal as it stands, and how it came to stand so. */
export function dealPage(view: DealView): Page {
  const { deal, stored, timeZone } = view;
  const { account } = currentFields(deal);
  const status = dealStatus(deal);
  return {
    title: `Deal ${deal.id}`,
    body: html`${stored !== undefined && storedNotice(stored, view.history.findLast(({ standing: now }) => now === 'in force')?.history)}
${view.unsure !== undefined && unsureNotice(view.unsure, deal)}
${view.question !== undefined && noteQuestion(view.question, deal)}
<h1>${account ?? `Deal ${deal.id}`}</h1>
<p class="card-line"><span class="tag ${status}">${DEAL_STATUS_WORDS[status]}</span>${account !== undefined && ` Deal ${deal.id}`}</p>
${standing(deal)}
${dealFacts(deal)}
${actions(deal)}
${
  view.alerts.length > 0 &&
  html`<section aria-labelledby="alerts">
<h2 id="alerts">Alerts this deal is part of</h2>
${alertList(view.alerts, { timeZone, level: 3 })}
</section>`
}
<section aria-labelledby="mentions">
<h2 id="mentions">Competitors in this deal</h2>
${mentions(deal, view.countedAs)}
</section>
<section aria-labelledby="history">
<h2 id="history">History</h2>
<ol class="story">
${view.history.map((line) => historyLine(line, timeZone))}</ol>
<p class="hint">Times are those of ${timeZone}. Nothing is ever deleted from the history.</p>
</section>`,
  };
}

/** Proposed, never assumed: the report is stored as it was written. */
const unsureNotice = ({ name, near }: UnsureName, { id, closing }: Deal): Html =>
  warning(
    html`<p><strong>${name} is a new name.</strong> Did you mean ${near.join(' or ')}? Then <a href="${formPath(closing === undefined ? 'mention' : closing.result === 'lost' ? 'loss' : 'win', id)}">${closing === undefined ? 'log the mention with that name' : 'correct the report'}</a>. If it is another company, there is nothing to do.</p>`,
  );

function standing({ closing }: Deal): Html {
  if (closing === undefined)
    return html`<p class="intro">The deal is open. No loss or win report is in force.</p>`;
  const { result, report } = closing;
  return result === 'lost'
    ? html`<p class="intro">${lossInWords(report)}. The loss report below is in force.</p>`
    : html`<p class="intro">Won${report.competitor !== undefined && ` against ${competitorInWords(report.competitor)}`}. The win report below is in force.</p>`;
}

function dealFacts(deal: Deal): Html | undefined {
  const { segment, region, product, owner, stage, ...rest } = currentFields(deal);
  const { closing } = deal;
  const lost = closing?.result === 'lost' ? closing.report : undefined;
  const won = closing?.result === 'won' ? closing.report : undefined;
  return facts([
    ['Lost on', lost && day(lost.lostOn)],
    ['Won on', won && day(won.wonOn)],
    ['Competitor', closing?.report.competitor && capitalised(competitorInWords(closing.report.competitor))],
    ['Main reason', lost && reasonLabel(lost.primaryReason)],
    ['Decided on', won?.primaryReason && reasonLabel(won.primaryReason)],
    ['Other reasons', otherReasons(lost ?? won)],
    ['Amount', moneyInWords(rest)],
    [
      'Expected close',
      closing === undefined && deal.open.expectedCloseOn !== undefined && day(deal.open.expectedCloseOn),
    ],
    ['Segment', segment],
    ['Region', region],
    ['Product', product],
    ['Stage', stage],
    ['Sales rep', owner],
    ['Note, confidential', closing?.report.note !== undefined && noteText(closing.report.note), 'wide'],
  ]);
}

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const noteText = (note: string): Html => html`<span class="note">${note}</span>`;

const otherReasons = (report: LossReport | WinReport | undefined): string | undefined =>
  report?.secondaryReasons?.map(reasonLabel).join('; ');

function actions(deal: Deal): Html {
  const { id, closing } = deal;
  if (closing === undefined) {
    return html`<ul class="actions">
<li><a class="button" href="${formPath('loss', id)}">Log it as lost</a></li>
<li><a class="button" href="${formPath('win', id)}">Log it as won</a></li>
<li><a class="button quiet" href="${formPath('mention', id)}">Log a competitor mention</a></li>
</ul>`;
  }
  const [mine, other, otherWord] =
    closing.result === 'lost' ? (['loss', 'win', 'won'] as const) : (['win', 'loss', 'lost'] as const);
  return html`<ul class="actions">
<li><a class="button" href="${formPath(mine, id)}">Correct the ${mine} report</a></li>
<li><a class="button quiet" href="${formPath(other, id)}">It was ${otherWord} after all</a></li>
<li><a class="button quiet" href="${dealPath(id)}/withdraw">Withdraw the report</a></li>
</ul>`;
}

function mentions(deal: Deal, countedAs: CountedAs): Html {
  const rows = Object.entries(deal.mentions);
  if (rows.length === 0) {
    return deal.closing === undefined
      ? html`<p class="empty">No competitor was mentioned. <a href="${formPath('mention', deal.id)}">Log a competitor mention</a> when one comes up.</p>`
      : html`<p class="empty">No competitor was mentioned while the deal was open.</p>`;
  }
  return table({
    caption: 'The latest mention of each. Mentions are kept when the deal closes.',
    rows,
    columns: [
      { label: 'Competitor', cell: ([, { competitor }]) => competitor },
      { label: 'Standing', cell: ([key]) => MENTION_STATUS_WORDS[mentionStatus(deal, key, countedAs)] },
      { label: 'Threat', cell: ([, { threat }]) => threat && THREAT_WORDS[threat] },
      {
        label: 'In use there',
        cell: ([, { incumbent }]) => (incumbent === undefined ? undefined : incumbent ? 'Yes' : 'No'),
      },
      { label: 'Heard on', cell: ([, { heardOn }]) => heardOn && day(heardOn) },
      { label: 'Note', cell: ([, { note }]) => note && noteText(note) },
      {
        label: 'Wrong?',
        cell: ([key, { competitor }]) =>
          html`<form method="post" action="${dealPath(deal.id)}/withdraw-mention" accept-charset="utf-8"><input type="hidden" name="competitor" value="${key}"><button class="button quiet" type="submit">Withdraw<span class="hidden"> the mention of ${competitor}</span></button></form>`,
      },
    ],
  });
}

const STANDING_WORDS = {
  'in force': html` <span class="tag responding">In force</span>`,
  replaced: html` <span class="tag">Replaced later</span>`,
  withdrawn: html` <span class="tag">Withdrawn later</span>`,
} as const;

const historyLine = ({ at, reporter, what, standing: now, history }: HistoryLine, timeZone: string): Html =>
  html`<li><p class="when">${moment(timeZone, at)}, ${reporter ?? 'no name given'}</p><p>${what}.${now !== undefined && STANDING_WORDS[now]}</p>${history !== undefined && html`<p class="hint">${HISTORY_WORDS[history]}</p>`}</li>
`;
