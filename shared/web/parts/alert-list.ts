import { html } from 'hono/html';
import { type Alert, alertState } from '../../domain/alerts/alert.ts';
import { patternTitle } from '../../domain/alerts/sentence.ts';
import { TEAMS } from '../../domain/alerts/teams.ts';
import type { PatternNames } from '../../domain/families/family.ts';
import type { Html } from '../html.ts';
import { moment } from '../moment.ts';
import { alertPath } from '../paths.ts';
import { STANCE_WORDS, STATE_WORDS, TEAM_WORDS } from '../words.ts';

/** An alert as a list shows it. */
export interface ListedAlert {
  readonly alert: Alert;
  readonly names: PatternNames;
}

/** Alerts with their state and the answers of both teams. `level`: the heading of each. */
export const alertList = (
  alerts: readonly ListedAlert[],
  { timeZone, level }: { readonly timeZone: string; readonly level: 2 | 3 },
): Html => html`<ul class="cards">
${alerts.map((listed) => card(listed, timeZone, level))}</ul>`;

function card({ alert, names }: ListedAlert, timeZone: string, level: 2 | 3): Html {
  const state = alertState(alert);
  const link = html`<a href="${alertPath(alert.id)}">${patternTitle(alert, names)}</a>`;
  return html`<li class="card">
${level === 2 ? html`<h2 class="card-title">${link}</h2>` : html`<h3 class="card-title">${link}</h3>`}
<p class="card-line"><span class="tag ${state}">${STATE_WORDS[state]}</span> Alert ${alert.id}, opened ${moment(timeZone, alert.openedAt)}</p>
<ul class="teams">${TEAMS.map((team) => {
    const given = alert.acknowledgements[team];
    return given === undefined
      ? html`<li class="waiting"><strong>${TEAM_WORDS[team]}</strong> not acknowledged yet</li>`
      : html`<li class="answered"><strong>${TEAM_WORDS[team]}</strong> acknowledged by ${given.by}: ${STANCE_WORDS[given.stance].toLowerCase()}</li>`;
  })}</ul>
</li>
`;
}
