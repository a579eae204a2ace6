import { Hono } from 'hono';
import { findAlerts } from '../../../shared/store/alerts.ts';
import { listPatterns } from '../../../shared/store/patterns.ts';
import { homePage } from '../../../shared/web/home-page.ts';
import { patternsPage } from '../../../shared/web/patterns-page.ts';
import { withNames } from './listed-alerts.ts';
import type { PageDeps } from './page-deps.ts';

const NEWEST_ALERTS = 5;

/** The pages that only show: the start page, and what is being watched. */
export function overviewPages({ table, clock, settings, show }: PageDeps): Hono {
  const app = new Hono();

  app.get('/', async (context) => {
    const { alerts } = await findAlerts(table, { limit: NEWEST_ALERTS });
    return show(context, homePage({ alerts: await withNames(table, alerts), timeZone: settings.timeZone }));
  });

  app.get('/patterns', async (context) =>
    show(context, patternsPage(await listPatterns(table, settings, clock()))),
  );

  return app;
}
