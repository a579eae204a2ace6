import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { csrf } from 'hono/csrf';
import { HTTPException } from 'hono/http-exception';
import { CursorError } from '../../shared/ports/table.ts';
import { ClockError } from '../../shared/store/recorder.ts';
import { BACKTEST_PATH } from '../../shared/web/paths.ts';
import { MAX_BODY_BYTES } from './body.ts';
import type { Deps } from './deps.ts';
import { BROKEN, FOREIGN, NO_SUCH_PAGE, TOO_LARGE, tell, UNAVAILABLE, WRONG_CLOCK } from './failure.ts';
import { loadedOnDemand } from './loaded-on-demand.ts';
import type { PageOptions } from './pages/page-deps.ts';
import { pageRoutes } from './pages/routes.ts';
import { badCursor } from './query.ts';
import { securePages } from './secure-pages.ts';

/** The web side of Tandem: the API, its contract and the pages. The same app runs in every home. */
export function createApp(deps: Deps, options: PageOptions = {}): Hono {
  const nav = options.extraNav;
  const app = new Hono();
  app.use(securePages);
  const small = bodyLimit({ maxSize: MAX_BODY_BYTES, onError: (context) => tell(context, TOO_LARGE, nav) });
  // A file is read while it arrives, up to a limit of its own.
  app.use((context, next) => (context.req.path === BACKTEST_PATH ? next() : small(context, next)));
  // A page of another site must not make a browser send our forms. What no form can send, it cannot: JSON and DELETE.
  const publicOrigin = options.publicUrl === undefined ? undefined : new URL(options.publicUrl).origin;
  const refuseForeignForms = csrf({
    origin: (origin, context) => origin === publicOrigin || origin === new URL(context.req.url).origin,
  });
  app.use((context, next) =>
    context.req.path.startsWith('/api/') ? next() : refuseForeignForms(context, next),
  );

  app.get('/healthz', async (context) => {
    // On a full disk everything can be read and nothing is well.
    await deps.table.write([{ put: { pk: 'HEALTH', sk: 'HEALTH' }, data: { at: deps.clock() } }]);
    const deadLetters = await deps.deadLetterCount?.();
    return context.json({ status: deadLetters ? 'attention' : 'ok', deadLetters });
  });
  const notFound = (context: Context) => tell(context, NO_SUCH_PAGE, nav);
  app.route(
    '/',
    loadedOnDemand({
      paths: ['/api/*', '/openapi.json'],
      load: async () => (await import('./api/routes.ts')).apiRoutes(deps),
      notFound,
    }),
  );
  app.route('/', pageRoutes(deps, options, notFound));

  app.notFound(notFound);
  app.onError((fault, context) => {
    if (fault instanceof CursorError) return badCursor();
    if (fault instanceof ClockError) {
      deps.log.error('clock is behind', { detail: fault.message });
      return tell(context, WRONG_CLOCK, nav);
    }
    if (fault instanceof HTTPException && fault.status === 403) return tell(context, FOREIGN, nav);
    // The path may carry the id of a deal and nothing worse; the message of a fault may carry anything.
    const { method, path } = context.req;
    deps.log.error('request failed', { method, path, fault: fault.name });
    return tell(context, deps.isUnavailable(fault) ? UNAVAILABLE : BROKEN, nav);
  });
  return app;
}
