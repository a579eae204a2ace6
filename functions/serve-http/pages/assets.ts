import { type Context, Hono } from 'hono';
import { ICON } from '../../../shared/web/icon.ts';
import { STYLE, STYLE_VERSION } from '../../../shared/web/style.ts';

const YEAR = 'public, max-age=31536000, immutable';
const DAY = 'public, max-age=86400';

/** The files that pages refer to. */
export function assets(): Hono {
  const app = new Hono();
  app.get('/style.css', (context) => {
    // A page of another version of Tandem asks for another file: it gets this one, and must not keep it for a year.
    const isCurrent = context.req.query('v') === STYLE_VERSION;
    return send(context, STYLE, 'text/css; charset=utf-8', isCurrent ? YEAR : 'no-cache');
  });
  app.get('/icon.svg', (context) => send(context, ICON, 'image/svg+xml', DAY));
  return app;
}

const send = (context: Context, body: string, type: string, cache: string): Response =>
  context.body(body, 200, { 'content-type': type, 'cache-control': cache });
