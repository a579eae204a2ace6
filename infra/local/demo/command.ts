import { createAdaptorServer } from '@hono/node-server';
import { listen } from '../listen.ts';
import type { Surroundings } from '../replay/command.ts';
import { createProgressLine } from '../replay/progress-line.ts';
import { startSchedules } from '../schedules.ts';
import { startServer } from '../server.ts';
import { makeDemo } from './make-demo.ts';
import { readDemoOptions, USAGE } from './options.ts';
import { bigLossWords, story } from './story.ts';

/** One of the seeds whose surges are all found within three weeks, on whatever weekday the year ends. */
export const SEED = 41;

/**
 * `npm run demo`
 *
 * @returns how to stop the pages; undefined where nothing runs.
 * @throws CommandError and StartError, whose messages are for people.
 */
export async function demoCommand(
  args: readonly string[],
  { env, clock, log, stdout, stderr }: Surroundings,
): Promise<(() => Promise<void>) | undefined> {
  const options = readDemoOptions(args, env);
  if (options === 'help') {
    stdout.write(USAGE);
    return undefined;
  }
  const { server, folder, exit } = options;
  const place = exit ? undefined : await reservePort(server);
  const baseUrl = server.publicUrl ?? place?.url ?? `http://${server.host}:${server.port}`;
  const line = createProgressLine(stderr, clock);
  const start = clock();
  const made = makeDemo({ ...server, seed: SEED, realNow: start, baseUrl, log, onProgress: line.show });
  const demo = await made.finally(async () => {
    line.clear();
    await place?.release();
  });
  const seconds = (clock() - start) / 1000;
  const bigLoss = bigLossWords(server.settings.bigLossAmounts);
  stdout.write(story(demo, { url: place && baseUrl, seconds, bigLoss }));
  if (place === undefined) {
    stdout.write(`\nLook at them: npm start -- --data ${folder}\n`);
    return undefined;
  }

  const running = await startServer({ ...server, port: place.port }, { clock, log });
  const stopSchedules = startSchedules(running.home, server.settings.timeZone, log);
  stdout.write(`
The demo is running, from now on by the real clock.

  Log a deal     ${baseUrl}/
  Alerts         ${baseUrl}/alerts
  Outbox         ${baseUrl}/local/outbox
  Database       ${folder}, made anew by the next demo

Stop with Ctrl+C.
`);
  return async () => {
    stopSchedules();
    await running.stop();
  };
}

/** Takes the port before the work begins: the links in the messages need it, and a port in use should not cost a year. */
async function reservePort({ host, port }: { readonly host: string; readonly port: number }) {
  const waiting = 'The demo is being made. Try again in a few seconds.\n';
  const server = createAdaptorServer({ fetch: () => new Response(waiting, { status: 503 }) });
  const url = await listen(server, { host, port });
  const release = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      if ('closeAllConnections' in server) server.closeAllConnections();
    });
  return { url, port: Number(new URL(url).port), release };
}
