import { html } from 'hono/html';
import { movesNames, type RegisterEntry } from '../domain/ledger-entry.ts';
import type { Competitor } from '../store/competitors.ts';
import type { RegisterChange } from '../store/register-changes.ts';
import { decisionForm } from './competitor-forms.ts';
import { textField } from './forms/field.ts';
import type { FormState } from './forms/form-state.ts';
import type { Html } from './html.ts';
import type { Page } from './layout.ts';
import { moment } from './moment.ts';
import { facts } from './parts/facts.ts';
import { notice } from './parts/notice.ts';
import { competitorPath, mergePath } from './paths.ts';
import { STANDING_TAGS } from './standing-tags.ts';
import { count } from './words.ts';

export interface CompetitorView {
  readonly competitor: Competitor;
  readonly changes: readonly RegisterChange[];
  /** How the names in the changes are written, by their keys. */
  readonly nameOf: (key: string) => string;
  readonly rename: FormState;
  readonly alias: FormState;
  readonly done: string | undefined;
  /** Why the last decision was not taken. */
  readonly refusal?: Html | undefined;
  readonly timeZone: string;
}

/** One name of the register: how it stands, what can be decided, and what was. */
export function competitorPage(view: CompetitorView): Page {
  const { competitor, changes, done, refusal, nameOf, timeZone } = view;
  const { key, name, standing, aliases, countedAs } = competitor;
  return {
    title: name,
    current: '/competitors',
    body: html`${done !== undefined && notice(html`<p>${done}</p>`)}${refusal}
<h1>${name}</h1>
<p class="card-line">${STANDING_TAGS[standing]}</p>
${facts([
  [
    'Counted under',
    countedAs !== undefined && html`<a href="${competitorPath(countedAs)}">${nameOf(countedAs)}</a>`,
  ],
  ['Other names', aliases.map((alias) => alias.name).join(', ')],
])}
${standing === 'merged' || standing === 'dismissed' ? elsewhere(standing) : decisions(view)}
<section aria-labelledby="history">
<h2 id="history">What was decided</h2>
${
  changes.length === 0
    ? html`<p class="empty">Nothing yet. The name came with a report.</p>`
    : html`<ol class="story">
${changes.map((change) => changeLine(key, change, nameOf, timeZone))}</ol>
<p class="hint">The latest comes first. Nothing is ever deleted; what is undone stays in the history.</p>`
}
</section>`,
  };
}

const elsewhere = (standing: 'merged' | 'dismissed'): Html =>
  html`<p class="intro">${standing === 'merged' ? 'Its reports are counted under the other name.' : 'Its reports are kept and counted as lost to nobody named.'} Undo that below, and they are counted under this name again.</p>`;

function decisions({ competitor, rename, alias }: CompetitorView): Html {
  const { key, standing } = competitor;
  const confirm =
    standing === 'archived'
      ? 'Use it again'
      : standing === 'candidate'
        ? 'Confirm it as a competitor'
        : undefined;
  return html`<ul class="actions">
${confirm !== undefined && html`<li>${decisionForm(key, 'confirm', html`<button type="submit">${confirm}</button>`)}</li>`}
<li><a class="button quiet" href="${mergePath(key)}">Merge it into another</a></li>
${standing !== 'archived' && html`<li>${decisionForm(key, 'archive', html`<button class="button quiet" type="submit">Archive it</button>`)}</li>`}
<li>${decisionForm(key, 'dismiss', html`<button class="button quiet" type="submit">It is not a competitor</button>`)}</li>
</ul>
<p class="hint">An archived competitor is no longer offered in the forms. Its reports still count, and a report that names it is still taken.</p>
<div class="grid">
${decisionForm(
  key,
  'rename',
  html`${textField(rename, { name: 'name', label: 'How the name is written', hint: 'Case, spaces, punctuation and the legal form can change.' })}
<p class="send"><button class="button quiet" type="submit">Change the spelling</button></p>`,
)}
${decisionForm(
  key,
  'alias',
  html`${textField(alias, { name: 'name', label: 'Another name for it', hint: 'Such as an abbreviation. Reports with that name are counted here, older ones too.' })}
<p class="send"><button class="button quiet" type="submit">Add the name</button></p>`,
)}
</div>`;
}

const changeLine = (
  key: string,
  { entry, canBeUndone }: RegisterChange,
  nameOf: (key: string) => string,
  timeZone: string,
): Html =>
  html`<li><p class="when">${moment(timeZone, entry.recordedAt)}, ${entry.by ?? 'no name given'}</p><p>${inWords(entry, nameOf)}</p>${
    canBeUndone &&
    movesNames(entry) &&
    entry.type !== 'CompetitorSeparated' &&
    decisionForm(
      key,
      'separate',
      html`<input type="hidden" name="undoes" value="${entry.seq}"><p class="send"><button class="button quiet" type="submit">Undo ${entry.type === 'CompetitorMerged' ? 'the merge' : 'the dismissal'}</button></p>`,
    )
  }</li>
`;

function inWords(entry: RegisterEntry, nameOf: (key: string) => string): string {
  switch (entry.type) {
    case 'CompetitorConfirmed':
      return `Confirmed as ${entry.name}.`;
    case 'CompetitorRenamed':
      return `Written as ${entry.name}.`;
    case 'CompetitorArchived':
      return 'Archived: no longer offered in the forms.';
    case 'CompetitorDismissed':
      return `${entry.name} was dismissed: not a competitor.`;
    case 'CompetitorMerged': {
      const others = entry.names.length - 1;
      const more = others === 0 ? '' : `, with ${count(others, 'other name')} of it`;
      return `${entry.name} was merged into ${entry.to === null ? 'nobody' : nameOf(entry.to)}${more}.`;
    }
    case 'CompetitorSeparated': {
      const names = entry.names.map(nameOf).join(', ');
      return `Undone: ${names} ${entry.names.length === 1 ? 'is' : 'are'} counted under ${entry.to === null ? 'nobody' : nameOf(entry.to)} again.`;
    }
  }
}
