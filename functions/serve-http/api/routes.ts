import { Hono } from 'hono';
import type { Deps } from '../deps.ts';
import { createLazyNoteReader } from '../lazy-note-reader.ts';
import { openApiDocument } from '../openapi.ts';
import type { Operation } from '../operation.ts';
import { notFound, problem } from '../problem.ts';
import { createDailySchemas } from '../schemas.ts';
import { alertOperations } from './alerts.ts';
import { competitorOperations } from './competitors.ts';
import { dealOperations } from './deals.ts';
import { patternOperations } from './patterns.ts';

/** The whole JSON API. */
const OPERATIONS: readonly Operation[] = [
  ...dealOperations,
  ...alertOperations,
  ...patternOperations,
  ...competitorOperations,
];

/** The API and its contract, both from the list of operations. */
export function apiRoutes(deps: Deps): Hono {
  const app = new Hono();
  const apiDeps = { ...deps, schemas: createDailySchemas(deps), readNote: createLazyNoteReader(deps.table) };
  const contract = openApiDocument(OPERATIONS);
  app.get('/openapi.json', (context) => context.json(contract));
  for (const { method, path, handle } of OPERATIONS) {
    app.on(method, path.replaceAll(/\{(\w+)\}/g, ':$1'), (context) => handle(context, apiDeps));
  }
  app.all('/api/*', (context) => wrongCall(context.req.path));
  return app;
}

/** The path is unknown, or known with other methods. */
function wrongCall(path: string): Response {
  const allowed = OPERATIONS.filter((operation) => shapeOf(operation).test(path)).map(({ method }) =>
    method.toUpperCase(),
  );
  if (allowed.length === 0) return notFound('There is no such call; /openapi.json lists all there are.');
  const detail = `This address takes ${allowed.join(', ')}.`;
  return problem(
    'wrong-method',
    { title: 'Wrong method', status: 405, detail },
    { allow: allowed.join(', ') },
  );
}

const shapeOf = ({ path }: Operation): RegExp => new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`);
