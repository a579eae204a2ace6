import type { ServerType } from '@hono/node-server';
import { CommandError } from './command-line.ts';

/**
 * Starts to listen, and answers with the address for people.
 *
 * @throws CommandError where it cannot listen there.
 */
export function listen(
  server: ServerType,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', (fault) => reject(new CommandError(explain(fault, host, port))));
    server.listen(port, host, () => {
      const address = server.address();
      const actual = typeof address === 'object' && address !== null ? address.port : port;
      resolve(`http://${host.includes(':') ? `[${host}]` : host}:${actual}`);
    });
  });
}

function explain(fault: Error, host: string, port: number): string {
  const code = 'code' in fault ? fault.code : undefined;
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${port} on ${host} is in use, perhaps by another Tandem. Stop that program, or choose another port with --port.`;
    case 'EACCES':
      return `Port ${port} may not be used by this user. Choose a port above 1023 with --port.`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `${host} is not an address of this machine. Leave --host away, or give one that is.`;
    default:
      return `Tandem cannot listen on ${host}, port ${port}: ${fault.message}. Choose others with --host and --port.`;
  }
}
