import { html } from 'hono/html';
import { type Alert, STANCES } from '../domain/alerts/alert.ts';
import type { Team } from '../domain/alerts/teams.ts';
import { familyNamed } from '../domain/families/registry.ts';
import { group, radios } from './forms/choices.ts';
import { textArea, textField } from './forms/field.ts';
import type { FormState } from './forms/form-state.ts';
import type { Html } from './html.ts';
import { moment } from './moment.ts';
import { alertPath } from './paths.ts';
import { STANCE_WORDS, stanceMeaning, TEAM_WORDS } from './words.ts';

/** The two forms of a team. */
export interface AnswerForms {
  readonly acknowledge: FormState;
  readonly respond: FormState;
}

interface TeamCard {
  readonly alert: Alert;
  readonly team: Team;
  readonly forms: AnswerForms;
  /** This team came by its own link: its form is at hand, that of the other team a click away. */
  readonly highlighted: boolean;
  readonly folded: boolean;
  readonly timeZone: string;
}

/** What one team has said about an alert, and the forms to say it. */
export function teamCard(card: TeamCard): Html {
  const { alert, team, highlighted } = card;
  return html`<section class="team ${team}${highlighted && ' highlighted'}" aria-labelledby="${team}-heading">
<h3 id="${team}-heading">${TEAM_WORDS[team]}${highlighted && html` <span class="optional">your team</span>`}</h3>
${acknowledgement(card)}
${responses(alert, card)}
${responseForm(card)}
</section>
`;
}

function acknowledgement(card: TeamCard): Html {
  const { alert, team, forms, timeZone } = card;
  const given = alert.acknowledgements[team];
  if (given === undefined) {
    const form = acknowledgementForm(card);
    return html`<p class="waiting">Not acknowledged yet.</p>
${card.folded ? folded(`Acknowledge for ${TEAM_WORDS[team].toLowerCase()}`, forms.acknowledge, form) : form}`;
  }
  return html`<p class="answered">Acknowledged by ${given.by}, ${moment(timeZone, given.at)}: <strong>${STANCE_WORDS[given.stance].toLowerCase()}</strong>. ${stanceMeaning(given.stance, isPromised(alert))}</p>
${folded('Change the acknowledgement', forms.acknowledge, acknowledgementForm(card))}`;
}

const isPromised = ({ family }: Alert): boolean => familyNamed(family).partOfPromise > 0;

const folded = (label: string, form: FormState, content: Html, open = false): Html =>
  html`<details class="more"${(open || form.problems.size > 0) && html` open`}>
<summary>${label}</summary>
${content}
</details>`;

const acknowledgementForm = ({ alert, team, forms }: TeamCard): Html => {
  const form = forms.acknowledge;
  return html`<form method="post" action="${alertPath(alert.id)}/acknowledgements" accept-charset="utf-8">
<input type="hidden" name="team" value="${team}">
${textField(form, { name: 'by', label: 'Your name', autocomplete: 'name' })}
${group(
  form,
  { name: 'stance', label: 'What do you make of it?' },
  radios(form, {
    name: 'stance',
    label: 'What do you make of it?',
    options: STANCES.map((value) => ({
      value,
      label: STANCE_WORDS[value],
      hint: stanceMeaning(value, isPromised(alert)),
    })),
  }),
)}
<p class="send"><button type="submit">Acknowledge for ${TEAM_WORDS[team].toLowerCase()}</button></p>
</form>`;
};

function responses(alert: Alert, { team, timeZone }: TeamCard): Html | undefined {
  const given = alert.responses.filter((response) => response.team === team);
  if (given.length === 0) return undefined;
  return html`<h4>What ${TEAM_WORDS[team].toLowerCase()} does</h4>
<ul class="story">${given.map(
    ({ by, action, at }) =>
      html`<li><p class="note">${action}</p><p class="when">${by}, ${moment(timeZone, at)}</p></li>`,
  )}</ul>`;
}

/** Closed until it is its turn: first somebody takes the alert, then the team says what it does. */
function responseForm({ alert, team, forms }: TeamCard): Html {
  const given = alert.responses.some((response) => response.team === team);
  const isNext = alert.acknowledgements[team] !== undefined && !given;
  const form = forms.respond;
  return folded(
    given ? 'Add a response' : 'Say what your team does',
    form,
    html`<form method="post" action="${alertPath(alert.id)}/responses" accept-charset="utf-8">
<input type="hidden" name="team" value="${team}">
${textField(form, { name: 'by', label: 'Your name', autocomplete: 'name' })}
${textArea(form, {
  name: 'action',
  label: 'What do you do about it?',
  hint: 'One or two sentences that the other team and the reps can act on.',
  rows: 4,
})}
<p class="send"><button type="submit">Send the response of ${TEAM_WORDS[team].toLowerCase()}</button></p>
</form>`,
    isNext,
  );
}
