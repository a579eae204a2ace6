import { Hono } from 'hono';
import { findAlerts } from '../../../shared/store/alerts.ts';
import { homePage } from '../../../shared/web/home-page.ts';
import { withNames } from './listed-alerts.ts';
import type { PageDeps } from './page-deps.ts';

const NEWEST_ALERTS = 5;

/** The page that everybody comes to first. */
export const startPage = ({ table, settings, show }: PageDeps): Hono =>
  new Hono().get('/', async (context) => {
    const { alerts } = await findAlerts(table, { limit: NEWEST_ALERTS });
    return show(context, homePage({ alerts: await withNames(table, alerts), timeZone: settings.timeZone }));
  });
