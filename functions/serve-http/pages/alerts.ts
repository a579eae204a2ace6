import { type Context, Hono } from 'hono';
import * as z from 'zod';
import { ALERT_STATES, alertState } from '../../../shared/domain/alerts/alert.ts';
import { CursorError } from '../../../shared/ports/table.ts';
import { findAlerts } from '../../../shared/store/alerts.ts';
import { alertsPage } from '../../../shared/web/alerts-page.ts';
import { messagePage } from '../../../shared/web/message-page.ts';
import { withNames } from './listed-alerts.ts';
import type { PageDeps } from './page-deps.ts';

const PAGE = 20;
const state = z.enum(ALERT_STATES).optional().catch(undefined);

/** The list of alerts. */
export function alertListPages({ table, settings, show }: PageDeps): Hono {
  async function list(context: Context) {
    const wanted = state.parse(context.req.query('state'));
    const after = context.req.query('after') || undefined;
    const { alerts, next } = await findAlerts(table, {
      limit: PAGE,
      after,
      matches: (alert) => wanted === undefined || alertState(alert) === wanted,
    });
    return show(
      context,
      alertsPage({
        alerts: await withNames(table, alerts),
        state: wanted,
        next,
        isLater: after !== undefined,
        timeZone: settings.timeZone,
      }),
    );
  }

  const app = new Hono();
  app.get('/alerts', async (context) => {
    try {
      return await list(context);
    } catch (fault) {
      if (fault instanceof CursorError) return show(context, NO_SUCH_PAGE, 400);
      throw fault;
    }
  });
  return app;
}

const NO_SUCH_PAGE = messagePage({
  heading: 'This is not a page of the list',
  advice: ['The address was cut off or changed. Start again with the newest alerts.'],
  links: [{ href: '/alerts', label: 'Newest alerts' }],
});
