import type { MiddlewareHandler } from 'hono';

const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i;

/**
 * Refuses requests that were meant for another name. A web page that points its own name at this machine could
 * otherwise read everything through the visitor's browser (DNS rebinding). A proxy on this machine may pass on the
 * name of the public address, which is no stranger's.
 */
export function guardHost(publicUrl: string | undefined): MiddlewareHandler {
  const publicHosts = publicUrl === undefined ? [] : hostsOf(new URL(publicUrl));
  return async (context, next) => {
    const host = context.req.header('host') ?? '';
    if (LOOPBACK.test(host) || publicHosts.includes(host.toLowerCase())) return next();
    return context.text(
      'Tandem answers on this machine only. Open it as http://localhost, with its port. Behind a proxy, set TANDEM_PUBLIC_URL.\n',
      421,
    );
  };
}

/** The usual port may be said or left out. */
const hostsOf = ({ protocol, host, hostname, port }: URL): readonly string[] =>
  port === '' ? [host, `${hostname}:${protocol === 'https:' ? 443 : 80}`] : [host];
