import { html } from 'hono/html';
import type { Deal } from '../domain/deal.ts';
import { isUnknownCompetitor } from '../domain/names.ts';
import { FORM_KEY } from './forms/mention-form.ts';
import type { Html } from './html.ts';
import { warning } from './parts/notice.ts';
import { correctionPath, dealPath } from './paths.ts';

/** What the note of a report asks: did these competitors come up? */
export interface NoteQuestion {
  /** Number of the ledger entry with the note. */
  readonly entry: number;
  readonly competitors: readonly { readonly key: string; readonly name: string }[];
  /** Each button adds its place: a double click stores one mention. */
  readonly formKey: string;
}

/** Only a "yes" counts; a "no" is kept nowhere. */
export function noteQuestion(question: NoteQuestion, deal: Deal): Html {
  const { competitors } = question;
  return warning(html`<p><strong>Did ${orList(competitors.map(({ name }) => name))} come up?</strong> ${
    competitors.length === 1
      ? 'Your note names it, and the deal does not have it. It'
      : 'Your note names them, and the deal does not have them. They'
  } will not count before you say yes.${consequence(deal)}</p>
<ul class="actions">
${competitors.map(
  (one, place) => html`<li>${yes(one, place, question, deal)}</li>
`,
)}<li><a class="button quiet" href="${dealPath(deal.id)}">${competitors.length === 1 ? 'No' : 'No, none of these'}</a></li>
</ul>`);
}

function yes(
  { key, name }: NoteQuestion['competitors'][number],
  place: number,
  { entry, competitors, formKey }: NoteQuestion,
  { id, closing }: Deal,
): Html {
  const label =
    competitors.length === 1 ? html`Yes<span class="hidden">, ${name} came up</span>` : `Yes, ${name}`;
  if (closing !== undefined) {
    const kind = closing.result === 'lost' ? 'loss' : 'win';
    return html`<a class="button" href="${correctionPath(kind, id, name)}">${label}</a>`;
  }
  return html`<form method="post" action="${dealPath(id)}/mentions-in-note" accept-charset="utf-8"><input type="hidden" name="competitor" value="${key}"><input type="hidden" name="entry" value="${entry}"><input type="hidden" name="${FORM_KEY}" value="${formKey}-${place}"><button type="submit">${label}</button></form>`;
}

/** A report has one competitor, so a "yes" may cost another one its place. */
function consequence({ closing }: Deal): string {
  if (closing === undefined) return ' A yes logs a mention.';
  const { competitor } = closing.report;
  return competitor === undefined || isUnknownCompetitor(competitor)
    ? ' A yes opens your report with the name filled in.'
    : ` A report has one competitor, and this one has ${competitor}: a yes opens it with the other name in its place, for you to send or not.`;
}

function orList(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} or ${last}`;
}
