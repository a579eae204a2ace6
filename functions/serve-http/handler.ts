import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { csrf } from 'hono/csrf';
import { HTTPException } from 'hono/http-exception';
import { secureHeaders } from 'hono/secure-headers';
import { CursorError } from '../../shared/ports/table.ts';
import { alertOperations } from './api/alerts.ts';
import { competitorOperations } from './api/competitors.ts';
import { dealOperations } from './api/deals.ts';
import { patternOperations } from './api/patterns.ts';
import { MAX_BODY_BYTES, tooLarge } from './body.ts';
import type { Deps } from './deps.ts';
import { openApiDocument } from './openapi.ts';
import type { Operation } from './operation.ts';
import { notFound, problem } from './problem.ts';
import { badCursor } from './query.ts';
import { createDailySchemas } from './schemas.ts';

const OPERATIONS: readonly Operation[] = [
  ...dealOperations,
  ...alertOperations,
  ...patternOperations,
  ...competitorOperations,
];

/** The web side of Tandem: the API, its contract and the pages. The same app runs in every home. */
export function createApp(deps: Deps): Hono {
  const app = new Hono();
  const apiDeps = { ...deps, schemas: createDailySchemas(deps) };

  app.use(
    secureHeaders({
      strictTransportSecurity: false,
      contentSecurityPolicy: {
        defaultSrc: ["'self'"],
        frameAncestors: ["'none'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
      },
    }),
  );
  app.use(bodyLimit({ maxSize: MAX_BODY_BYTES, onError: tooLarge }));
  // A page of another site must not make a signed-in browser send our forms.
  app.use(csrf());

  app.get('/healthz', async (context) => {
    await deps.table.get({ pk: 'HEALTH', sk: 'HEALTH' });
    return context.json({ status: 'ok' });
  });
  app.get('/openapi.json', (context) => context.json(openApiDocument(OPERATIONS)));
  for (const { method, path, handle } of OPERATIONS) {
    app.on(method, path.replaceAll(/\{(\w+)\}/g, ':$1'), (context) => handle(context, apiDeps));
  }
  app.all('/api/*', (context) => wrongCall(context.req.path));
  app.onError((fault, context) => {
    if (fault instanceof CursorError) return badCursor();
    if (fault instanceof HTTPException && fault.status < 500) return refused(fault.status);
    // The path may carry a deal's id and nothing worse; the message of a fault may carry anything.
    deps.log.error('request failed', {
      method: context.req.method,
      path: context.req.path,
      fault: fault.name,
    });
    return deps.isUnavailable(fault) ? unavailable() : broken();
  });
  return app;
}

/** The path is unknown, or known with other methods. */
function wrongCall(path: string): Response {
  const fits = (operation: Operation) =>
    new RegExp(`^${operation.path.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(path);
  const allowed = OPERATIONS.filter(fits).map(({ method }) => method.toUpperCase());
  if (allowed.length === 0) return notFound('There is no such call; /openapi.json lists all there are.');
  const detail = `This address takes ${allowed.join(', ')}.`;
  return problem(
    'wrong-method',
    { title: 'Wrong method', status: 405, detail },
    { allow: allowed.join(', ') },
  );
}

const refused = (status: number): Response =>
  problem('refused', {
    title: 'The request was refused',
    status,
    detail: 'It came from a page of another site. Open the form on this site and send it from there.',
  });

const unavailable = (): Response =>
  problem(
    'unavailable',
    {
      title: 'Nothing can be stored at the moment',
      status: 503,
      detail:
        'The disk is full or cannot be written. Nothing was stored. Keep what you typed and send it again later.',
    },
    { 'retry-after': '30' },
  );

const broken = (): Response =>
  problem('fault', {
    title: 'Something is broken on our side',
    status: 500,
    detail:
      'Whether it was stored is not known. Sending the same report again is safe: nothing is stored twice.',
  });
