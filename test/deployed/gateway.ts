import { createServer } from 'node:http';
import { request } from 'node:https';

/**
 * An address on loopback for an API of MiniStack, which tells its APIs apart by the name of the host. Such names under
 * `localhost` are not known to every machine, so this passes requests on under that name, byte for byte.
 */
export async function openGateway(
  endpoint: string,
  host: string,
): Promise<{ readonly url: string; close(): Promise<void> }> {
  const { hostname, port } = new URL(endpoint);
  const server = createServer((incoming, outgoing) => {
    const { method, url: path, rawHeaders } = incoming;
    const passed = request({ hostname, port, method, path, headers: withHost(rawHeaders, host) });
    passed.on('response', (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
      answer.pipe(outgoing);
    });
    passed.on('error', () => outgoing.destroy());
    incoming.pipe(passed);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('The gateway has no port.');
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function withHost(rawHeaders: readonly string[], host: string): string[] {
  const headers = ['Host', host];
  for (let n = 0; n < rawHeaders.length; n += 2) {
    const [name = '', value = ''] = rawHeaders.slice(n, n + 2);
    if (name.toLowerCase() !== 'host') headers.push(name, value);
  }
  return headers;
}
