import { resolve } from 'node:path';
import { CommandError, readFlags, SERVER_FLAGS } from '../command-line.ts';
import { type Options, readOptions } from '../options.ts';

export interface ReplayOptions extends Pick<Options, 'settings' | 'addresses'> {
  readonly files: readonly string[];
  /** As it was given, for the words about it. */
  readonly folder: string;
  readonly data: string;
  readonly baseUrl: string;
}

export const USAGE = `Usage: npm run replay -- FILE... [--data FOLDER]

Plays an export of a CRM as if every deal were reported on the day it closed, and shows what Tandem would have said, and
when. Nothing is sent by e-mail. A second replay of the same files stores nothing twice.

  FILE            CSV with a header, in any of these forms:
                  - deals in Tandem's columns: deal_id, status (lost, won or open) and closed_on; as far as there are,
                    logged_at, outcome, primary_reason, secondary_reasons (with ";" between), competitor, segment,
                    region, product, amount, currency, rep, account, note, stage, expected_close_on
                  - the tables accounts, products, sales_pipeline and sales_teams of a CRM, given together
  --data FOLDER   where the database is kept               .data/replay
  --help          this text

Settings such as TANDEM_FALSE_ALARMS_PER_QUARTER and TANDEM_BIG_LOSS hold as for npm start.
`;

/**
 * Reads the command line of a replay. TANDEM_DATA has no say: it names the folder of the running system, which is no
 * place to try things out.
 *
 * @throws CommandError with a message for people.
 */
export function readReplayOptions(args: readonly string[], env: NodeJS.ProcessEnv): ReplayOptions | 'help' {
  const options = { data: SERVER_FLAGS.data, help: SERVER_FLAGS.help };
  const { values, positionals } = readFlags({ args: [...args], options, allowPositionals: true }, USAGE);
  if (values.help) return 'help';
  if (positionals.length === 0) throw new CommandError(`Which files? Name at least one.\n\n${USAGE}`);
  const folder = values.data ?? '.data/replay';
  if (folder === '') throw new CommandError('--data is empty. Give the name of a folder, or leave it out.');
  const server = readOptions(['--data', folder], { ...env, SMTP_URL: '' });
  if (server === 'help') return 'help';
  const { host, port, publicUrl, settings, addresses } = server;
  return {
    files: positionals,
    folder,
    data: resolve(folder),
    baseUrl: publicUrl ?? `http://${host}:${port}`,
    settings,
    addresses,
  };
}
