import { html } from 'hono/html';
import type { News } from '../domain/alerts/alert.ts';
import type { EvidenceDeal } from '../domain/alerts/evidence.ts';
import { combinationInWords } from '../domain/alerts/sentence.ts';
import { TEAMS } from '../domain/alerts/teams.ts';
import type { AlertView } from '../store/alert-view.ts';
import type { Html } from './html.ts';
import { moment } from './moment.ts';
import { dealPath } from './paths.ts';
import { RESOLUTION_WORDS, STANCE_WORDS, TEAM_WORDS } from './words.ts';

interface Happening {
  readonly at: number;
  readonly what: string | Html;
}

/** What happened to an alert so far, oldest first. */
export const storySection = (view: AlertView, timeZone: string): Html =>
  html`<section aria-labelledby="story-heading">
<h2 id="story-heading">What happened so far</h2>
<ol class="story">
${happenings(view).map(
  ({ at, what }) => html`<li><p class="when">${moment(timeZone, at)}</p><p>${what}</p></li>
`,
)}</ol>
<p class="hint">Times are those of ${timeZone}.</p>
</section>`;

function happenings({ alert, evidence }: AlertView): Happening[] {
  return [
    ...alert.news.map(({ at, news }) => ({ at, what: newsInWords(news, evidence) })),
    ...(alert.retracted === undefined
      ? []
      : [
          {
            at: alert.retracted.at,
            what: 'A report was corrected. Without it the alert would not have fired.',
          },
        ]),
    ...(alert.resolved === undefined
      ? []
      : [{ at: alert.resolved.at, what: RESOLUTION_WORDS[alert.resolved.why] }]),
    ...TEAMS.flatMap((team) => {
      const given = alert.acknowledgements[team];
      if (given === undefined) return [];
      const stance = STANCE_WORDS[given.stance].toLowerCase();
      return [{ at: given.at, what: `${TEAM_WORDS[team]} acknowledged it (${given.by}): ${stance}.` }];
    }),
    ...alert.responses.map(({ at, team, by }) => ({
      at,
      what: `${TEAM_WORDS[team]} said what it does (${by}).`,
    })),
  ].sort((a, b) => a.at - b.at);
}

function newsInWords(news: News, evidence: readonly EvidenceDeal[]): string | Html {
  switch (news.what) {
    case 'opened':
      return 'The alert was opened for both teams.';
    case 'money-doubled':
      return 'The money lost in this pattern had doubled since the last message.';
    case 'combination':
      return `A part of it began to stand out by itself: ${combinationInWords(news.key, evidence)}.`;
    case 'at-risk-deal':
      return html`One more open deal came into danger: <a href="${dealPath(news.dealId)}">${news.dealId}</a>.`;
  }
}
