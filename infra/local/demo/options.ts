import { resolve } from 'node:path';
import { readFlags, SERVER_FLAGS } from '../command-line.ts';
import { type Options, readOptions } from '../options.ts';

export interface DemoCommand {
  readonly server: Options;
  /** As it was given, for the words about it. */
  readonly folder: string;
  /** Print, and end. */
  readonly exit: boolean;
}

export const USAGE = `Usage: npm run demo -- [options]

Makes a year of synthetic deals that ends yesterday, with three surges planted in it, shows the alerts that they caused,
and keeps the pages running. Nothing is sent by e-mail.

  --port N        port of the pages and the API            TANDEM_PORT    4870
  --host NAME     address to listen on                     TANDEM_HOST    127.0.0.1
  --open          allow a host other than loopback, although nobody signs in yet
  --data FOLDER   made anew each time                                     .data/demo
  --exit          end after the alerts were printed
  --help          this text
`;

/** In minor units. The year has a few such losses. */
const BIG_LOSS = { EUR: 240_000_00 };

/**
 * Reads the command line of the demo. TANDEM_DATA has no say, because the folder is emptied, nor SMTP_URL, because
 * nobody should get mail about deals that do not exist.
 *
 * @throws CommandError with a message for people.
 */
export function readDemoOptions(args: readonly string[], env: NodeJS.ProcessEnv): DemoCommand | 'help' {
  const options = { ...SERVER_FLAGS, exit: { type: 'boolean' } } as const;
  const flags = readFlags({ args: [...args], options }, USAGE).values;
  if (flags.help) return 'help';
  const folder = flags.data ?? '.data/demo';
  const passed = [
    ...(flags.port === undefined ? [] : ['--port', flags.port]),
    ...(flags.host === undefined ? [] : ['--host', flags.host]),
    ...(flags.open ? ['--open'] : []),
  ];
  const server = readOptions(['--data', folder, ...passed], { ...env, SMTP_URL: '' });
  if (server === 'help') return 'help';
  const { settings } = server;
  return {
    folder,
    exit: flags.exit ?? false,
    server: {
      ...server,
      data: resolve(folder),
      settings: { ...settings, bigLossAmounts: { ...BIG_LOSS, ...settings.bigLossAmounts } },
    },
  };
}
