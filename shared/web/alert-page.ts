import { html } from 'hono/html';
import { alertState } from '../domain/alerts/alert.ts';
import { patternTitle, sentences } from '../domain/alerts/sentence.ts';
import { TEAMS, type Team } from '../domain/alerts/teams.ts';
import type { AlertView } from '../store/alert-view.ts';
import { type AnswerForms, teamCard } from './alert-answers.ts';
import { atRiskSection, evidenceSection, reasonsSection } from './alert-deals.ts';
import { storySection } from './alert-story.ts';
import { errorSummary } from './forms/error-summary.ts';
import type { Page } from './layout.ts';
import { moment } from './moment.ts';
import { notice } from './parts/notice.ts';
import { competitorPath } from './paths.ts';
import { STATE_MEANING, STATE_WORDS, TEAM_WORDS } from './words.ts';

/** What a form did, as the address of the alert's page tells it after the form was sent. */
export const ANSWERED = ['acknowledged', 'responded'] as const;

export interface AlertPageView {
  readonly view: AlertView;
  readonly forms: Readonly<Record<Team, AnswerForms>>;
  /** The team that came by its own link. */
  readonly team: Team | undefined;
  readonly answered: (typeof ANSWERED)[number] | undefined;
  readonly timeZone: string;
}

/** A joint alert: why it fired, what is at stake, and what both teams say. */
export function alertPage(page: AlertPageView): Page {
  const { view, forms, team, timeZone } = page;
  const { alert, names } = view;
  const state = alertState(alert);
  const title = patternTitle(alert, names);
  const summaries = TEAMS.flatMap((one) => [forms[one].acknowledge, forms[one].respond].map(errorSummary));
  const wrong = summaries.some((summary) => summary !== undefined);
  return {
    title: `${wrong ? 'Error: ' : ''}${title} (alert ${alert.id})`,
    current: '/alerts',
    body: html`${summaries}${answeredNotice(page)}
<h1>${title}</h1>
<p class="card-line"><span class="tag ${state}">${STATE_WORDS[state]}</span> ${STATE_MEANING[state]} Alert ${alert.id}, opened ${moment(timeZone, alert.openedAt)}.</p>
<div class="why">${sentences(alert, names).map((sentence) => html`<p>${sentence}</p>`)}</div>
${whoIsIt(view)}
<section id="answer" aria-labelledby="answer-heading">
<h2 id="answer-heading">What both teams say</h2>
<div class="two">
${TEAMS.map((one) => teamCard({ alert, team: one, forms: forms[one], highlighted: one === team, folded: team !== undefined && one !== team, timeZone }))}</div>
</section>
${atRiskSection(view)}
${reasonsSection(view)}
${evidenceSection(view)}
${storySection(view, timeZone)}
<p class="hint">What this alert knows, and what it does not: reps report the reasons, and they name the right one in about four of ten cases. The numbers say that something changed, never why customers decided.</p>`,
  };
}

/** A new name may be a slip: somebody should say whether it is a competitor. */
const whoIsIt = ({ unconfirmed, names: { competitor } }: AlertView) =>
  unconfirmed !== undefined &&
  html`<p>Nobody has confirmed this name yet. <a href="${competitorPath(unconfirmed)}">Confirm ${competitor}, or say whom it means</a>.</p>`;

function answeredNotice({ answered, team }: AlertPageView) {
  if (answered === undefined || team === undefined) return undefined;
  return notice(
    answered === 'acknowledged'
      ? html`<p><strong>Stored.</strong> ${TEAM_WORDS[team]} has acknowledged this alert. Next, say what your team does about it.</p>`
      : html`<p><strong>Stored.</strong> Both teams and the reps behind the deals can see what ${TEAM_WORDS[team].toLowerCase()} does.</p>`,
  );
}
