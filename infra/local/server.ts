import { createAdaptorServer } from '@hono/node-server';
import { Hono } from 'hono';
import { securePages } from '../../functions/serve-http/secure-pages.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import type { Log } from '../../shared/ports/log.ts';
import { guardHost } from './guard-host.ts';
import { type Home, type HomeOptions, startHome } from './home.ts';
import { listen } from './listen.ts';
import type { Options } from './options.ts';
import { outboxRoutes } from './outbox-routes.ts';
import { createShut } from './shut.ts';

export interface Server {
  /** Where it listens. */
  readonly url: string;
  readonly home: Home;
  stop(): Promise<void>;
}

export interface Surroundings {
  readonly clock: Clock;
  readonly log: Log;
  readonly retry?: HomeOptions['retry'];
  readonly meter?: HomeOptions['meter'];
}

/**
 * A home with its web server. The port is taken before the folder is opened, so that a second start by mistake touches
 * nothing.
 *
 * @throws CommandError, StartError
 */
export async function startServer(options: Options, surroundings: Surroundings): Promise<Server> {
  let web: Hono | undefined;
  const server = createAdaptorServer({ fetch: (request, env) => web?.fetch(request, env) ?? starting() });
  const url = await listen(server, options);
  const shut = createShut(server);
  try {
    const home = await startHome({ ...options, ...surroundings, baseUrl: options.publicUrl ?? url });
    web = siteOf(home, options);
    return {
      url,
      home,
      async stop() {
        await shut();
        await home.stop();
      },
    };
  } catch (fault) {
    await shut();
    throw fault;
  }
}

function siteOf({ app, outbox }: Home, { open, publicUrl, settings, smtp }: Options): Hono {
  const web = new Hono();
  if (!open) web.use(guardHost(publicUrl));
  web.use(securePages);
  web.route('/', outboxRoutes({ outbox, timeZone: settings.timeZone, isMailed: smtp !== undefined }));
  web.all('*', (context) => app.fetch(context.req.raw, context.env));
  return web;
}

const starting = (): Response =>
  new Response('Tandem is starting. Try again in a moment.\n', {
    status: 503,
    headers: { 'retry-after': '1' },
  });
