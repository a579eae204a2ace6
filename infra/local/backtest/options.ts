import { dayNumber } from '../../../shared/domain/calendar-date.ts';
import type { Settings } from '../../../shared/domain/settings.ts';
import { CommandError, readFlags, SERVER_FLAGS } from '../command-line.ts';
import { readOptions } from '../options.ts';

export interface BacktestOptions {
  readonly file: string;
  readonly json: boolean;
  readonly settings: Pick<Settings, 'falseAlarmsPerQuarter' | 'bigLossAmounts'>;
  /** Days since 1970-01-01; undefined where alarms are told as soon as there may be any. */
  readonly watchFrom: number | undefined;
}

export const USAGE = `Usage: npm run --silent backtest -- FILE.csv [options]

Runs the deals of a file through the detectors, and shows what Tandem would have said, and when. Nothing is stored.

  FILE.csv             CSV with a header: deal_id, status (lost or won) and closed_on; as far as there are, logged_at,
                       outcome, primary_reason, secondary_reasons (with ";" between), competitor, segment, region,
                       product, amount, currency, rep, account, note. In any order, with any usual separator
  --json               one JSON object on each line: alarms, rejected rows, and a summary at the end
  --budget N           false alarms that you accept per quarter, such as 0.5, 1 or 3        1
  --watch-from DATE    the day from which alarms are told; everything before it is history  after 30 closed deals
  --help               this text

Rows are taken in the order of logged_at, or of closed_on where that is empty. The setting TANDEM_BIG_LOSS holds as for
npm start, and TANDEM_FALSE_ALARMS_PER_QUARTER where --budget is left out.
`;

const FLAGS = {
  json: { type: 'boolean' },
  budget: { type: 'string' },
  'watch-from': { type: 'string' },
  help: SERVER_FLAGS.help,
} as const;

/** @throws CommandError with a message for people. */
export function readBacktestOptions(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): BacktestOptions | 'help' {
  const { values, positionals } = readFlags(
    { args: [...args], options: FLAGS, allowPositionals: true },
    USAGE,
  );
  if (values.help) return 'help';
  const [file, ...others] = positionals;
  if (file === undefined) throw new CommandError(`Which file? Name one.\n\n${USAGE}`);
  if (others.length > 0)
    throw new CommandError(`One file at a time. What about ${others.join(', ')}?\n\n${USAGE}`);
  const server = readOptions([], { ...env, SMTP_URL: '' });
  if (server === 'help') return 'help';
  const { falseAlarmsPerQuarter, bigLossAmounts } = server.settings;
  return {
    file,
    json: values.json ?? false,
    settings: {
      falseAlarmsPerQuarter: values.budget === undefined ? falseAlarmsPerQuarter : budgetIn(values.budget),
      bigLossAmounts,
    },
    watchFrom: values['watch-from'] === undefined ? undefined : dayIn(values['watch-from']),
  };
}

function budgetIn(text: string): number {
  const budget = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  if (budget > 0 && budget <= 100) return budget;
  throw new CommandError(
    `--budget is "${text}". Give the false alarms that you accept per quarter: a number above 0 and up to 100, such as 0.5, 1 or 3.`,
  );
}

function dayIn(text: string): number {
  const day = dayNumber(text);
  if (day !== undefined) return day;
  throw new CommandError(`--watch-from is "${text}". Give a day that exists, such as 2026-01-01.`);
}
