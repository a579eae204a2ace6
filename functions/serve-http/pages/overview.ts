import { Hono } from 'hono';
import { findAlerts } from '../../../shared/store/alerts.ts';
import { listCompetitors } from '../../../shared/store/competitors.ts';
import { entriesNumbered } from '../../../shared/store/ledger.ts';
import { listNames } from '../../../shared/store/names.ts';
import { listPatterns } from '../../../shared/store/patterns.ts';
import { type CompetitorRow, competitorsPage } from '../../../shared/web/competitors-page.ts';
import { homePage } from '../../../shared/web/home-page.ts';
import { patternsPage } from '../../../shared/web/patterns-page.ts';
import { withNames } from './listed-alerts.ts';
import type { PageDeps } from './page-deps.ts';

const NEWEST_ALERTS = 5;

/** The pages that only show: the start page, what is being watched, and who the competitors are. */
export function overviewPages({ table, clock, settings, show }: PageDeps): Hono {
  const app = new Hono();

  app.get('/', async (context) => {
    const { alerts } = await findAlerts(table, { limit: NEWEST_ALERTS });
    return show(context, homePage({ alerts: await withNames(table, alerts), timeZone: settings.timeZone }));
  });

  app.get('/patterns', async (context) =>
    show(context, patternsPage(await listPatterns(table, settings, clock()))),
  );

  app.get('/competitors', async (context) => show(context, competitorsPage(await rows(), settings.timeZone)));

  async function rows(): Promise<CompetitorRow[]> {
    const [competitors, seen] = await Promise.all([listCompetitors(table), listNames(table, 'competitor')]);
    const entries = await entriesNumbered(
      table,
      seen.map(({ firstSeenIn }) => firstSeenIn),
    );
    const bySeq = new Map(entries.map((entry) => [entry.seq, entry]));
    const firstSeen = new Map(seen.map(({ key, firstSeenIn }) => [key, bySeq.get(firstSeenIn)]));
    return competitors.map(({ key, name, status }) => {
      const entry = firstSeen.get(key);
      return { name, status, firstSeen: entry && { at: entry.recordedAt, dealId: entry.dealId } };
    });
  }

  return app;
}
