import { runCommand, stopOnSignal } from './command-line.ts';
import { createJsonLog } from './json-log.ts';
import { readOptions, USAGE } from './options.ts';
import { startSchedules } from './schedules.ts';
import { startServer } from './server.ts';

/** `npm start`: the whole system on one machine. */
async function start(): Promise<undefined> {
  const options = readOptions(process.argv.slice(2), process.env);
  if (options === 'help') {
    process.stdout.write(USAGE);
    return;
  }
  const log = createJsonLog((line) => process.stderr.write(line));
  const { url, home, stop } = await startServer(options, { clock: Date.now, log });
  const stopSchedules = startSchedules(home, options.settings.timeZone, log);
  stopOnSignal(() => {
    stopSchedules();
    return stop();
  });
  process.stdout.write(
    `
Tandem is running.

  Log a deal     ${url}/
  Alerts         ${url}/alerts
  Outbox         ${url}/local/outbox
  API            ${url}/openapi.json
  Database       ${options.data}

Nobody signs in yet: whoever reaches this address can read and change everything.
${options.open ? 'It may be reached from other machines, because you said --open.' : 'Only this machine can reach it.'}
Stop with Ctrl+C.

`,
  );
}

runCommand(start);
