import { setTimeout as wait } from 'node:timers/promises';
import type { ServerType } from '@hono/node-server';

const PATIENCE_MS = 2_000;

/**
 * Answers with a function that stops a server: nobody new is let in, the requests in work are answered or given up
 * after `patienceMs`, and then all connections end. A browser keeps its connection open although it asks for nothing.
 */
export function createShut(server: ServerType, patienceMs = PATIENCE_MS): () => Promise<void> {
  let inWork = 0;
  let rested = () => {};
  server.on('request', (_request, response) => {
    inWork += 1;
    response.once('close', () => {
      inWork -= 1;
      if (inWork === 0) rested();
    });
  });
  return async () => {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    const rest = new Promise<void>((resolve) => {
      rested = resolve;
      if (inWork === 0) resolve();
    });
    const patience = new AbortController();
    const patient = wait(patienceMs, undefined, { signal: patience.signal }).catch(() => {});
    await Promise.race([rest, patient]);
    patience.abort();
    if ('closeAllConnections' in server) server.closeAllConnections();
    await closed;
  };
}
