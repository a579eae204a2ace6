import { Hono } from 'hono';
import type { Outbox } from '../../shared/adapters/local/outbox.ts';
import { renderPage } from '../../shared/web/layout.ts';
import { readableMoment } from '../../shared/web/moment.ts';
import { outboxPage } from '../../shared/web/outbox-page.ts';

/** What the local home adds to the navigation of all pages. */
export const OUTBOX_LINK = { href: '/local/outbox', label: 'Outbox' };

export interface OutboxRoutes {
  readonly outbox: Outbox;
  readonly timeZone: string;
  /** Do the messages go out by e-mail as well? */
  readonly isMailed: boolean;
}

/** The messages that both teams were sent: a page for people, JSON for programs. */
export function outboxRoutes({ outbox, timeZone, isMailed }: OutboxRoutes): Hono {
  const app = new Hono();
  app.get(OUTBOX_LINK.href, async (context) => {
    const messages = await outbox.list();
    const accepts = context.req.header('accept') ?? '';
    if (accepts.includes('application/json')) return context.json(messages);
    const shown = messages.map((one) => ({
      ...one,
      sentAt: readableMoment(timeZone, Date.parse(one.sentAt)),
    }));
    context.header('cache-control', 'private, no-cache');
    return context.html(renderPage(outboxPage(shown, isMailed), [OUTBOX_LINK]));
  });
  return app;
}
