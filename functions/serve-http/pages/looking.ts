import { Hono } from 'hono';
import { alertPages } from './alert.ts';
import { alertListPages } from './alerts.ts';
import { competitorPages } from './competitor.ts';
import { competitorListPages } from './competitor-list.ts';
import { dealPages } from './deal.ts';
import { noteQuestionPages } from './note-question.ts';
import type { PageDeps } from './page-deps.ts';
import { patternPages } from './patterns.ts';
import { rarelyOpenedPages } from './rarely-opened.ts';

/** The pages that people come to after a report: to look, to answer and to decide. */
export function lookingPages(deps: PageDeps): Hono {
  const app = new Hono();
  for (const pages of [
    patternPages,
    alertListPages,
    alertPages,
    competitorListPages,
    competitorPages,
    dealPages,
    noteQuestionPages,
    rarelyOpenedPages,
  ]) {
    app.route('/', pages(deps));
  }
  return app;
}
