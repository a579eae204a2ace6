import { Hono } from 'hono';
import type { Deps } from '../deps.ts';
import { createLazyNoteReader } from '../lazy-note-reader.ts';
import { createDailySchemas } from '../schemas.ts';
import { alertPages } from './alert.ts';
import { alertListPages } from './alerts.ts';
import { assets } from './assets.ts';
import { competitorPages } from './competitor.ts';
import { competitorListPages } from './competitor-list.ts';
import { dealPages } from './deal.ts';
import { noteQuestionPages } from './note-question.ts';
import { overviewPages } from './overview.ts';
import { createShow, type PageDeps, type PageOptions } from './page-deps.ts';
import { rarelyOpenedPages } from './rarely-opened.ts';
import { lossPages, winPages } from './report-closing.ts';
import { mentionPages } from './report-mention.ts';
import { yourReportsPages } from './your-reports.ts';

/** Everything that people see in a browser. */
export function pageRoutes(deps: Deps, options: PageOptions = {}): Hono {
  const pageDeps: PageDeps = {
    ...deps,
    schemas: createDailySchemas(deps),
    readNote: createLazyNoteReader(deps.table),
    show: createShow(options),
    largestUpload: options.largestUpload,
  };
  const app = new Hono();
  for (const pages of [
    overviewPages,
    lossPages,
    winPages,
    mentionPages,
    yourReportsPages,
    dealPages,
    noteQuestionPages,
    alertListPages,
    alertPages,
    competitorListPages,
    competitorPages,
    rarelyOpenedPages,
    assets,
  ]) {
    app.route('/', pages(pageDeps));
  }
  return app;
}
