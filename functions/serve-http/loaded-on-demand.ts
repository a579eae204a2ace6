import { type Context, Hono } from 'hono';
import { lazily } from './lazily.ts';

interface OnDemand {
  /** The addresses that the app answers. */
  readonly paths: readonly string[];
  /** Makes the app; with `import()` in it, its code is loaded with the first request for one of these addresses. */
  readonly load: () => Promise<Hono>;
  readonly notFound: (context: Context) => Response | Promise<Response>;
}

/** A part of an app that is loaded when it is first asked for. Whoever has the whole app answers for its faults too. */
export function loadedOnDemand({ paths, load, notFound }: OnDemand): Hono {
  const part = lazily(async () => {
    const made = await load();
    made.notFound(notFound);
    made.onError((fault) => {
      throw fault;
    });
    return made;
  });
  const app = new Hono();
  for (const path of paths) {
    app.all(path, async (context) => (await part()).fetch(context.req.raw, context.env));
  }
  return app;
}
