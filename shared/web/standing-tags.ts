import { html } from 'hono/html';
import type { CompetitorStanding } from '../store/competitors.ts';
import type { Html } from './html.ts';

/** How a name stands in the register. */
export const STANDING_TAGS: Readonly<Record<CompetitorStanding, Html>> = {
  candidate: html`<span class="tag half-acknowledged">Candidate: not confirmed yet</span>`,
  known: html`<span class="tag responding">Confirmed</span>`,
  archived: html`<span class="tag">Archived</span>`,
  merged: html`<span class="tag">Merged</span>`,
  dismissed: html`<span class="tag">Not a competitor</span>`,
};
