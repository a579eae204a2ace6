import type { MiddlewareHandler } from 'hono';

const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i;

/**
 * Refuses requests that were meant for another name. A web page that points its own name at this machine could
 * otherwise read everything through the visitor's browser (DNS rebinding).
 */
export const guardHost: MiddlewareHandler = async (context, next) => {
  if (LOOPBACK.test(context.req.header('host') ?? '')) return next();
  return context.text(
    'Tandem answers on this machine only. Open it as http://localhost, with its port.\n',
    421,
  );
};
