import { StartError } from '../../shared/adapters/local/start-error.ts';
import { createJsonLog } from './json-log.ts';
import { ListenError } from './listen.ts';
import { OptionsError, readOptions, USAGE } from './options.ts';
import { startSchedules } from './schedules.ts';
import { startServer } from './server.ts';

/** How long a stop waits for what is in work. What it does not finish is finished after the next start. */
const PATIENCE_MS = 10_000;

/** `npm start`: the whole system on one machine. */
async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2), process.env);
  if (options === 'help') {
    process.stdout.write(USAGE);
    return;
  }
  const log = createJsonLog((line) => process.stderr.write(line));
  const { url, home, stop } = await startServer(options, { clock: Date.now, log });
  const stopSchedules = startSchedules(home, options.settings.timeZone, log);
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

  let stopping = false;
  const end = () => {
    if (stopping) process.exit(130);
    stopping = true;
    stopSchedules();
    setTimeout(() => process.exit(0), PATIENCE_MS).unref();
    stop().then(
      () => process.exit(0),
      (fault) => fail(fault),
    );
  };
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
}

/** What a person can mend is said in words; a mistake of ours shows where it happened. */
function fail(fault: unknown): never {
  const known = fault instanceof OptionsError || fault instanceof ListenError || fault instanceof StartError;
  process.stderr.write(known ? `${fault.message}\n` : `${fault instanceof Error ? fault.stack : fault}\n`);
  process.exit(1);
}

main().catch(fail);
