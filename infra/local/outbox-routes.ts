import { Hono } from 'hono';
import type { Outbox } from '../../shared/adapters/local/outbox.ts';

/** The messages that both teams were sent: a page for people, JSON for programs. */
export function outboxRoutes(outbox: Outbox): Hono {
  const app = new Hono();
  app.get('/local/outbox', async (context) => {
    const messages = await outbox.list();
    return context.json(messages);
  });
  return app;
}
