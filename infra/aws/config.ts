import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { WEEKDAYS } from '../../functions/check-itself/quiet-days.ts';
import type { Team } from '../../shared/domain/alerts/teams.ts';
import { isCurrency, parseMoney } from '../../shared/domain/money.ts';
import type { Settings } from '../../shared/domain/settings.ts';

/** Settings that cannot be deployed. The message names each wrong one and says what to do. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

const subscription = z.discriminatedUnion('protocol', [
  z.strictObject({
    protocol: z.literal('email'),
    endpoint: z.string().regex(/^[^\s@<>,;]+@[^\s@<>,;]+$/, 'is not one e-mail address.'),
  }),
  z.strictObject({
    protocol: z.literal('https'),
    endpoint: z.url({ protocol: /^https$/, error: 'is not an address that begins with https://.' }),
  }),
  z.strictObject({
    protocol: z.literal('sqs'),
    endpoint: z
      .string()
      .regex(
        /^arn:aws[a-z-]*:sqs:[a-z0-9-]+:\d{12}:[\w-]{1,80}(\.fifo)?$/,
        'is not the ARN of an SQS queue.',
      ),
  }),
]);
export type SubscriptionConfig = z.output<typeof subscription>;

const timeZone = z
  .string()
  .refine(
    (name) => Intl.supportedValuesOf('timeZone').includes(name) || name === 'UTC',
    'is not a time zone. Use a name such as Europe/Vienna.',
  );

const bigLosses = z.record(z.string(), z.string()).transform((given, context) => {
  const amounts: Record<string, number> = {};
  for (const [currency, decimal] of Object.entries(given)) {
    const isDecimal = /^\d{1,12}(\.\d+)?$/.test(decimal) && isCurrency(currency);
    const money = isDecimal ? parseMoney(decimal, currency) : undefined;
    if (money === undefined || money.amount === 0) {
      const message = `is not an amount above zero of a currency of ISO 4217. Write it as "EUR": "250000".`;
      context.addIssue({ code: 'custom', path: [currency], message });
    } else amounts[currency] = money.amount;
  }
  return amounts;
});

const recipients = z.array(subscription).min(1, 'is empty. Name at least one subscription.');

const settingsFile = z.strictObject({
  timeZone,
  currency: z.string().refine(isCurrency, 'is not a currency of ISO 4217, such as EUR.'),
  falseAlarmsPerQuarter: z.union([z.literal(0.5), z.literal(1), z.literal(3)], 'must be 0.5, 1 or 3.'),
  bigLosses: bigLosses.default({}),
  businessHours: z.strictObject({
    /** The hour at which digests go out and the self-check runs. */
    start: z.int().min(0).max(23, 'is not an hour from 0 to 23.'),
    days: z.array(z.enum(WEEKDAYS)).min(1, 'is empty. Name the days on which people report.'),
  }),
  teams: z.strictObject({ sales: recipients, marketing: recipients } satisfies Record<Team, unknown>),
  operations: recipients,
  /** After so many business days without a report the operator is told. */
  quietAfterBusinessDays: z.int().min(1).max(60),
  logRetentionDays: z.union(
    [7, 14, 30, 60, 90, 180, 365].map((days) => z.literal(days)),
    {
      error: 'must be 7, 14, 30, 60, 90, 180 or 365.',
    },
  ),
  /** Where people reach the pages, if not at the address that AWS gives. */
  publicUrl: z
    .url({ protocol: /^https$/, error: 'is not an address that begins with https://.' })
    .transform((url) => url.replace(/\/+$/, ''))
    .optional(),
});

/** What one deployment is made of. */
export interface Config extends z.output<typeof settingsFile> {
  readonly stage: string;
  /** Data outlives its stack, and nothing is deleted by mistake. */
  readonly isProtected: boolean;
  readonly settings: Settings;
}

const STAGE = /^[a-z][a-z0-9-]{0,19}$/;

/**
 * Reads the settings of a stage.
 *
 * @param file where they are; `infra/aws/settings/STAGE.json` if it is not said.
 * @throws ConfigError
 */
export function readConfig(stage: unknown, file?: unknown): Config {
  if (typeof stage !== 'string' || !STAGE.test(stage)) {
    throw new ConfigError(
      'Say which stage, such as --context stage=prod: small letters, digits and hyphens, at most 20.',
    );
  }
  const path = typeof file === 'string' ? file : `${import.meta.dirname}/settings/${stage}.json`;
  const parsed = settingsFile.safeParse(readJson(path));
  if (!parsed.success) {
    const wrong = parsed.error.issues.map(
      (issue) => `  ${issue.path.join('.') || '(all)'}: ${issue.message}`,
    );
    throw new ConfigError(`The settings in ${path} cannot be used:\n${wrong.join('\n')}`);
  }
  const values = parsed.data;
  return {
    ...values,
    stage,
    isProtected: stage === 'prod',
    settings: {
      falseAlarmsPerQuarter: values.falseAlarmsPerQuarter,
      bigLossAmounts: values.bigLosses,
      timeZone: values.timeZone,
      currency: values.currency,
    },
  };
}

function readJson(path: string): unknown {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    throw new ConfigError(
      `There are no settings in ${path}. Copy infra/aws/settings/example.json to that place and change it.`,
    );
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new ConfigError(`${path} is not JSON. Check quotation marks, commas and brackets.`);
  }
}
