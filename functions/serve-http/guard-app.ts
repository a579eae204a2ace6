import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { getCookie, setCookie } from 'hono/cookie';
import { csrf } from 'hono/csrf';
import type { Log } from '../../shared/ports/log.ts';
import { renderPage } from '../../shared/web/layout.ts';
import { SIGN_IN, signInPage } from '../../shared/web/sign-in-page.ts';
import { type Failure, tell } from './failure.ts';
import { securePages } from './secure-pages.ts';

/** The prefix makes browsers refuse the cookie unless it is secure and of exactly this host. */
const COOKIE = '__Host-tandem_token';
const MONTH_SECONDS = 30 * 86_400;
const MAX_FORM_BYTES = 4 * 1024;
/** Health says no secret, and the page that asks for the token needs its style. */
const OPEN = new Set(['/healthz', '/style.css', '/icon.svg']);

const UNKNOWN: Failure = {
  kind: 'unauthorized',
  status: 401,
  title: 'Who asks is not known',
  detail: 'Send the token of this Tandem as "Authorization: Bearer TOKEN". Whoever runs Tandem has it.',
  headers: { 'www-authenticate': 'Bearer' },
};

const UNKNOWABLE: Failure = {
  kind: 'unavailable',
  status: 503,
  title: 'The token cannot be checked at the moment',
  detail: 'Nothing was stored. Keep what you typed, and send it again later.',
  headers: { 'retry-after': '30' },
};

export interface Guard {
  readonly isToken: (given: string) => Promise<boolean>;
  readonly log: Log;
}

/**
 * Lets nobody into the app without the token: until people sign in, it is what keeps strangers out. Programs send it with
 * each request. A browser is asked for it once and keeps it in a cookie that no script reads and no other site sends along
 * with a form; the API does not take the cookie, so that no page of another site can use it.
 */
export function guardApp(app: Hono, { isToken, log }: Guard): Hono {
  const guarded = new Hono();
  guarded.use(securePages);
  guarded.use(async (context, next) => {
    await next();
    context.header('strict-transport-security', 'max-age=31536000');
  });

  guarded.post(SIGN_IN, bodyLimit({ maxSize: MAX_FORM_BYTES }), csrf(), async (context) => {
    const { token } = await context.req.parseBody();
    const next = ownPath(context.req.query('next'));
    if (typeof token !== 'string' || !(await isToken(token.trim()))) {
      log.warn('token refused', { path: SIGN_IN });
      return askForToken(context, next, true);
    }
    setCookie(context, COOKIE, token.trim(), {
      path: '/',
      secure: true,
      httpOnly: true,
      sameSite: 'Lax',
      maxAge: MONTH_SECONDS,
    });
    return context.redirect(next, 303);
  });

  guarded.use(async (context, next) => {
    const { path, method } = context.req;
    if (OPEN.has(path)) return next();
    const isProgram = path.startsWith('/api/') || path === '/openapi.json';
    const bearer = /^Bearer +(\S+)$/i.exec(context.req.header('authorization') ?? '')?.[1];
    const given = bearer ?? (isProgram ? undefined : getCookie(context, COOKIE));
    if (given !== undefined && (await isToken(given))) return next();
    if (given !== undefined) log.warn('token refused', { path });
    if (isProgram) return tell(context, UNKNOWN);
    return askForToken(context, method === 'GET' ? pathAndQuery(context.req.url) : '/', false);
  });
  guarded.all('*', (context) => app.fetch(context.req.raw, context.env));

  guarded.onError((fault, context) => {
    if ('getResponse' in fault) return fault.getResponse();
    // The app answers for its own faults, so this one is of the look-up.
    log.error('token not checked', { path: context.req.path, fault: fault.name });
    return tell(context, UNKNOWABLE);
  });
  return guarded;
}

function askForToken(context: Context, next: string, isWrong: boolean): Response | Promise<Response> {
  context.header('cache-control', 'no-store');
  return context.html(renderPage(signInPage({ next, isWrong })), 401);
}

const pathAndQuery = (url: string): string => {
  const { pathname, search } = new URL(url);
  return pathname + search;
};

/** Only an address of this site: whoever signs in must not land elsewhere. */
function ownPath(text: string | undefined): string {
  const base = 'https://tandem.invalid';
  const url = URL.parse(text ?? '/', base);
  return url?.origin === base && url.username === '' ? url.pathname.replace(/^\/+/, '/') + url.search : '/';
}
