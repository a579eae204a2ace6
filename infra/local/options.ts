import { resolve } from 'node:path';
import * as z from 'zod';
import type { Team } from '../../shared/domain/alerts/teams.ts';
import { isCurrency, parseMoney } from '../../shared/domain/money.ts';
import type { Settings } from '../../shared/domain/settings.ts';
import { CommandError, readFlags, SERVER_FLAGS } from './command-line.ts';

export interface Options {
  readonly host: string;
  readonly port: number;
  /** The folder of the database. */
  readonly data: string;
  /** May be reached from other machines although nobody signs in. */
  readonly open: boolean;
  /** Where people reach the pages: what the links in messages start with. */
  readonly publicUrl: string | undefined;
  readonly addresses: Readonly<Record<Team, string>>;
  readonly smtp: { readonly url: string; readonly from: string } | undefined;
  readonly settings: Settings;
}

export const USAGE = `Usage: npm start -- [options]

  --port N        port of the pages and the API            TANDEM_PORT        4870
  --host NAME     address to listen on                     TANDEM_HOST        127.0.0.1
  --data FOLDER   where the database is kept               TANDEM_DATA        .data
  --open          allow a host other than loopback, although nobody signs in yet
  --help          this text

Settings without an option:
  TANDEM_PUBLIC_URL                what links in messages start with     http://HOST:PORT
  TANDEM_TIME_ZONE                 what "today" is                       the zone of this machine
  TANDEM_CURRENCY                  offered first in the form             EUR
  TANDEM_FALSE_ALARMS_PER_QUARTER  0.5, 1 or 3                           1
  TANDEM_BIG_LOSS                  such as "250000 EUR, 300000 USD"      the largest 5 % of a year
  TANDEM_SALES_EMAIL, TANDEM_MARKETING_EMAIL   the two teams             sales@localhost, marketing@localhost
  SMTP_URL, TANDEM_FROM_EMAIL      send messages by mail as well         no mail, only the outbox
`;

const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost']);

const port = z
  .string()
  .regex(/^\d{1,5}$/, 'is not a port. Give a number from 0 to 65535 (0 takes any free port).')
  .transform(Number)
  .refine((value) => value <= 65_535, 'is above 65535. Give a smaller number.');

const email = z.string().regex(/^[^\s@<>,;]+@[^\s@<>,;]+$/, 'is not one e-mail address.');

const timeZone = z.string().refine(isTimeZone, 'is not a time zone. Use a name such as Europe/Vienna.');

const bigLosses = z.string().transform((text, context) => {
  const amounts: Record<string, number> = {};
  for (const part of text.split(',').map((piece) => piece.trim())) {
    const [decimal = '', currency = ''] = part.split(/\s+/);
    const money =
      /^\d{1,12}(\.\d+)?$/.test(decimal) && isCurrency(currency) ? parseMoney(decimal, currency) : undefined;
    if (money === undefined) {
      context.addIssue(`has "${part}", which is not an amount with a currency. Write it as "250000 EUR".`);
      return z.NEVER;
    }
    amounts[currency] = money.amount;
  }
  return amounts;
});

const environment = z.object({
  TANDEM_PORT: port.default(4870),
  TANDEM_HOST: z.string().min(1, 'is empty.').default('127.0.0.1'),
  TANDEM_DATA: z.string().min(1, 'is empty.').default('.data'),
  TANDEM_PUBLIC_URL: z
    .url({ protocol: /^https?$/, error: 'is not a web address such as https://tandem.example.com.' })
    .optional(),
  TANDEM_TIME_ZONE: timeZone.default(Intl.DateTimeFormat().resolvedOptions().timeZone),
  TANDEM_CURRENCY: z
    .string()
    .refine(isCurrency, 'is not a currency of ISO 4217, such as EUR.')
    .default('EUR'),
  TANDEM_FALSE_ALARMS_PER_QUARTER: z
    .enum(['0.5', '1', '3'], 'must be 0.5, 1 or 3.')
    .default('1')
    .transform(Number),
  TANDEM_BIG_LOSS: bigLosses.default({}),
  TANDEM_SALES_EMAIL: email.optional(),
  TANDEM_MARKETING_EMAIL: email.optional(),
  TANDEM_FROM_EMAIL: email.optional(),
  SMTP_URL: z
    .url({ protocol: /^smtps?$/, error: 'is not an address such as smtps://user:password@mail.example.com.' })
    .optional(),
});

/**
 * Reads the command line and the environment; the command line wins. An empty variable counts as not set.
 *
 * @returns `help` where the usage was asked for.
 * @throws CommandError.
 */
export function readOptions(args: readonly string[], env: NodeJS.ProcessEnv): Options | 'help' {
  const flags = readFlags({ args: [...args], options: SERVER_FLAGS }, USAGE).values;
  if (flags.help) return 'help';
  const given = {
    ...Object.fromEntries(Object.entries(env).filter(([, value]) => value !== '')),
    ...(flags.port !== undefined && { TANDEM_PORT: flags.port }),
    ...(flags.host !== undefined && { TANDEM_HOST: flags.host }),
    ...(flags.data !== undefined && { TANDEM_DATA: flags.data }),
  };
  const parsed = environment.safeParse(given);
  if (!parsed.success) {
    throw new CommandError(
      parsed.error.issues.map(({ path, message }) => `${nameOf(path[0])} ${message}`).join('\n'),
    );
  }
  const values = parsed.data;
  const open = flags.open ?? false;
  if (!LOOPBACK.has(values.TANDEM_HOST) && !open) {
    throw new CommandError(
      `Nobody signs in yet, so everybody who reaches ${values.TANDEM_HOST} could read and change all reports.\n` +
        'Leave --host away to stay on this machine, or add --open if the network itself keeps strangers out.',
    );
  }
  return {
    host: values.TANDEM_HOST,
    port: values.TANDEM_PORT,
    data: resolve(values.TANDEM_DATA),
    open,
    publicUrl: values.TANDEM_PUBLIC_URL?.replace(/\/+$/, ''),
    addresses: {
      sales: values.TANDEM_SALES_EMAIL ?? 'sales@localhost',
      marketing: values.TANDEM_MARKETING_EMAIL ?? 'marketing@localhost',
    },
    smtp: smtpOf(values),
    settings: {
      falseAlarmsPerQuarter: values.TANDEM_FALSE_ALARMS_PER_QUARTER,
      bigLossAmounts: values.TANDEM_BIG_LOSS,
      timeZone: values.TANDEM_TIME_ZONE,
      currency: values.TANDEM_CURRENCY,
    },
  };
}

function smtpOf(values: z.output<typeof environment>): Options['smtp'] {
  if (values.SMTP_URL === undefined) return undefined;
  const { TANDEM_FROM_EMAIL: from, TANDEM_SALES_EMAIL: sales, TANDEM_MARKETING_EMAIL: marketing } = values;
  if (from === undefined || sales === undefined || marketing === undefined) {
    throw new CommandError(
      'SMTP_URL is set, so Tandem needs to know the addresses.\n' +
        'Set TANDEM_SALES_EMAIL, TANDEM_MARKETING_EMAIL and TANDEM_FROM_EMAIL as well.',
    );
  }
  return { url: values.SMTP_URL, from };
}

const FLAG_OF: Readonly<Record<string, string>> = {
  TANDEM_PORT: '--port (or TANDEM_PORT)',
  TANDEM_HOST: '--host (or TANDEM_HOST)',
  TANDEM_DATA: '--data (or TANDEM_DATA)',
};
const nameOf = (variable: PropertyKey | undefined): string => FLAG_OF[String(variable)] ?? String(variable);

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
