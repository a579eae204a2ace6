import { type ParseArgsConfig, parseArgs } from 'node:util';
import { StartError } from '../../shared/adapters/local/start-error.ts';

/** What the person at the terminal can mend. The message says what happened and what to do; no stack is shown. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
}

/**
 * Reads the options of a command.
 *
 * @throws CommandError for an option that the command does not have, with its usage.
 */
export function readFlags<Config extends ParseArgsConfig>(config: Config, usage: string) {
  try {
    return parseArgs(config);
  } catch (fault) {
    throw new CommandError(`${fault instanceof Error ? fault.message : fault}\n\n${usage}`);
  }
}

/** The options of everything that listens. */
export const SERVER_FLAGS = {
  port: { type: 'string' },
  host: { type: 'string' },
  data: { type: 'string' },
  open: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** How long a stop waits for what is in work. What it does not finish is finished after the next start. */
const PATIENCE_MS = 10_000;

/** Runs a command of the terminal. It answers with its exit code, or with nothing if it goes on. */
export function runCommand(command: () => Promise<number | undefined>): void {
  // Who reads along, such as `head`, may have enough before the end. The command goes on.
  process.stdout.on('error', () => {});
  command().then((code) => {
    if (code !== undefined) process.exitCode = code;
  }, fail);
}

/** Ends the process in order at Ctrl+C or SIGTERM, and at once when it is asked a second time. */
export function stopOnSignal(stop: () => Promise<void>): void {
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
  const isForPeople = fault instanceof CommandError || fault instanceof StartError;
  process.stderr.write(`${isForPeople ? fault.message : fault instanceof Error ? fault.stack : fault}\n`);
  process.exit(1);
}
