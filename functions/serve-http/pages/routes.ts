import { type Context, Hono } from 'hono';
import { BACKTEST_PATH } from '../../../shared/web/paths.ts';
import type { Deps } from '../deps.ts';
import { createLazyNoteReader } from '../lazy-note-reader.ts';
import { loadedOnDemand } from '../loaded-on-demand.ts';
import { createDailySchemas } from '../schemas.ts';
import { assets } from './assets.ts';
import { createShow, type PageDeps, type PageOptions } from './page-deps.ts';
import { lossPages, winPages } from './report-closing.ts';
import { mentionPages } from './report-mention.ts';
import { startPage } from './start.ts';
import { yourReportsPages } from './your-reports.ts';

/** Everything that people see in a browser. Reps come for the forms, so a start loads no more than those. */
export function pageRoutes(
  deps: Deps,
  options: PageOptions,
  notFound: (context: Context) => Response | Promise<Response>,
): Hono {
  const pageDeps: PageDeps = {
    ...deps,
    schemas: createDailySchemas(deps),
    readNote: createLazyNoteReader(deps.table),
    show: createShow(options),
    largestUpload: options.largestUpload,
  };
  const app = new Hono();
  for (const pages of [startPage, lossPages, winPages, mentionPages, yourReportsPages, assets]) {
    app.route('/', pages(pageDeps));
  }
  const looking = loadedOnDemand({
    paths: ['/patterns', '/alerts', '/alerts/*', '/competitors', '/competitors/*', '/deals/*', BACKTEST_PATH],
    load: async () => (await import('./looking.ts')).lookingPages(pageDeps),
    notFound,
  });
  app.route('/', looking);
  return app;
}
