import { StartError } from '../../../shared/adapters/local/start-error.ts';
import { ListenError } from '../listen.ts';
import { OptionsError } from '../options.ts';
import { quietLog } from '../replay/quiet-log.ts';
import { demoCommand } from './command.ts';

/** How long a stop waits for what is in work. */
const PATIENCE_MS = 10_000;

/** `npm run demo`: a synthetic year, and the pages to look at it. */
async function main(): Promise<void> {
  const { argv, env, stdout, stderr } = process;
  const log = quietLog(stderr);
  const stop = await demoCommand(argv.slice(2), { env, stdout, stderr, clock: Date.now, log });
  if (stop === undefined) return;
  let stopping = false;
  const end = () => {
    if (stopping) process.exit(130);
    stopping = true;
    setTimeout(() => process.exit(0), PATIENCE_MS).unref();
    stop().then(() => process.exit(0), fail);
  };
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
}

function fail(fault: unknown): never {
  const known = fault instanceof OptionsError || fault instanceof ListenError || fault instanceof StartError;
  process.stderr.write(known ? `${fault.message}\n` : `${fault instanceof Error ? fault.stack : fault}\n`);
  process.exit(1);
}

main().catch(fail);
