import { html } from 'hono/html';
import type { Content, Html } from './html.ts';
import { competitorPath } from './paths.ts';

/** What a form of the register may ask for. */
export const DECISIONS = ['confirm', 'rename', 'archive', 'dismiss', 'alias', 'merge', 'separate'] as const;
export type CompetitorDecision = (typeof DECISIONS)[number];

/** A form that sends one decision about a name. `back`: where it leads when it is done. */
export const decisionForm = (
  key: string,
  decision: CompetitorDecision,
  content: Content,
  back: 'list' | 'competitor' = 'competitor',
): Html =>
  html`<form method="post" action="${competitorPath(key)}/decisions" accept-charset="utf-8">
<input type="hidden" name="decision" value="${decision}"><input type="hidden" name="back" value="${back}">
${content}
</form>`;
