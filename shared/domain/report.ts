import * as z from 'zod';
import { type CalendarDate, dateOfDay, dayNumber, readableDate } from './calendar-date.ts';
import { isCurrency, MAX_WHOLE_DIGITS, parseMoney } from './money.ts';
import { isPlaceholder, isTooLongForKey, isUnknownCompetitor, UNKNOWN_COMPETITOR } from './names.ts';
import { REASON_CODES } from './reasons.ts';
import { exactly, line, oneOf, orMissing, paragraph } from './text.ts';

/** Reports may reach this many days back. */
export const MAX_DAYS_BACK = 400;
export const OUTCOMES = ['competitor', 'no_decision', 'withdrawn', 'unknown'] as const;
export const THREATS = ['low', 'medium', 'high'] as const;
const MAX_NOTE = 4_000;
const MIN_NOTE_FOR_OTHER = 20;

const note = paragraph(MAX_NOTE).describe('Confidential. Never sent by e-mail, never logged.');

const currency = z
  .string(orMissing('Give it as text, such as "EUR".'))
  .refine(isCurrency, 'Is not a currency. Use a code of ISO 4217 in capitals, such as EUR or USD.')
  .describe('ISO 4217 code');

const AMOUNT_SHAPE = new RegExp(`^\\d{1,${MAX_WHOLE_DIGITS}}(\\.\\d{1,6})?$`);
const amount = z
  .string(orMissing('Give a decimal number as text, such as "1250.00".'))
  .trim()
  .refine((value) => !/^-/.test(value), 'Is negative. Give the amount of the deal as a positive number.')
  .refine(
    (value) => /^-/.test(value) || AMOUNT_SHAPE.test(value),
    `Is not an amount. Write digits and, if needed, a point: "1250.00". At most ${MAX_WHOLE_DIGITS} digits before the point.`,
  )
  .describe('Decimal number as text');

/** A name that reports are grouped by. */
const name = (description: string) =>
  line(description).refine((value) => !isTooLongForKey(value), 'Is too long for a name. Shorten it.');

export const competitorName = name(`The name as the rep writes it, or "${UNKNOWN_COMPETITOR}"`).refine(
  (value) => !isPlaceholder(value),
  `Is not a name. Write the competitor's name, or "${UNKNOWN_COMPETITOR}" if nobody knows it.`,
);

const existingDate = (description: string) =>
  z
    .string(orMissing('Give a date as text, such as "2026-03-31".'))
    .refine(
      (value) => dayNumber(value) !== undefined,
      'Is not a date. Write it as YYYY-MM-DD, such as 2026-03-31.',
    )
    .describe(description)
    .meta({ format: 'date' });

/** A day up to today and not too long ago. Without a `today` (for what was stored long ago) any day that exists. */
function pastDate(today: CalendarDate | undefined, description: string) {
  const latest = today === undefined ? Number.POSITIVE_INFINITY : (dayNumber(today) ?? Number.NaN);
  const earliest = today === undefined ? Number.NEGATIVE_INFINITY : latest - MAX_DAYS_BACK;
  return existingDate(description).superRefine((value, context) => {
    const day = dayNumber(value);
    if (day === undefined) return;
    if (day > latest) {
      context.addIssue(
        `Is in the future. Give today (${readableDate(dateOfDay(latest))}) or an earlier day.`,
      );
    }
    if (day < earliest) {
      context.addIssue(
        `Is more than ${MAX_DAYS_BACK} days back. The earliest day is ${readableDate(dateOfDay(earliest))}.`,
      );
    }
  });
}

const dealShape = {
  account: line('The customer').optional(),
  amount: amount.optional(),
  currency: currency.optional(),
  segment: name('Such as "enterprise"').optional(),
  region: name('Such as "DACH"').optional(),
  product: name('What was offered').optional(),
  owner: line('The sales rep of the deal').optional(),
  stage: line('The stage in the CRM').optional(),
};

const MAX_SECONDARY_REASONS = 3;
// The number of them is a rule below: a list that zod finds too long would hide what else is wrong.
const secondaryReasons = z
  .array(oneOf(REASON_CODES), { error: 'Must be a list of reason codes.' })
  .meta({ maxItems: MAX_SECONDARY_REASONS });

/** A rule that looks at several fields. It is checked even when other fields are wrong, so that nobody corrects twice. */
interface Rule {
  readonly path: string;
  readonly message: string;
  readonly holds: (fields: Readonly<Record<string, unknown>>) => boolean;
}

const MONEY_RULES: readonly Rule[] = [
  {
    path: 'currency',
    message: 'Is missing. An amount needs a currency, such as EUR.',
    holds: (fields) => fields.amount === undefined || fields.currency !== undefined,
  },
  {
    path: 'amount',
    message: 'Is missing. Give the amount that the currency belongs to, or leave both out.',
    holds: (fields) => fields.currency === undefined || fields.amount !== undefined,
  },
  {
    path: 'amount',
    message: 'Has more digits after the point than its currency has.',
    holds: ({ amount: decimal, currency: code }) =>
      typeof decimal !== 'string' ||
      typeof code !== 'string' ||
      !AMOUNT_SHAPE.test(decimal) ||
      parseMoney(decimal, code) !== undefined,
  },
];

const REASON_RULES: readonly Rule[] = [
  {
    path: 'secondaryReasons',
    message: 'Has more than three reasons. Keep the most important ones.',
    holds: ({ secondaryReasons: others }) => !Array.isArray(others) || others.length <= MAX_SECONDARY_REASONS,
  },
  {
    path: 'secondaryReasons',
    message: 'Names a reason twice. Keep each reason once, the primary one not among them.',
    holds: ({ primaryReason, secondaryReasons: others }) =>
      !Array.isArray(others) || (new Set(others).size === others.length && !others.includes(primaryReason)),
  },
  {
    path: 'note',
    message: `Is too short. The reason "other" needs a note of at least ${MIN_NOTE_FOR_OTHER} characters that says what it was.`,
    holds: ({ primaryReason, note: words }) =>
      primaryReason !== 'other' || (typeof words === 'string' && words.trim().length >= MIN_NOTE_FOR_OTHER),
  },
];

const COMPETITOR_RULE: Rule = {
  path: 'competitor',
  message: `Is missing. Name the competitor that took the deal, or write "${UNKNOWN_COMPETITOR}" if nobody knows.`,
  holds: ({ outcome, competitor: name }) => outcome !== 'competitor' || name !== undefined,
};

const isFields = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** An object of exactly these fields that keeps these rules. */
function fields<Shape extends z.ZodRawShape>(shape: Shape, rules: readonly Rule[] = []) {
  const object = exactly(shape);
  return object.check(
    ...rules.map(({ path, message, holds }) =>
      z.refine<z.output<typeof object>>((value) => !isFields(value) || holds(value), {
        path: [path],
        message,
        when: () => true,
      }),
    ),
  );
}

/**
 * The schemas of everything that people log, for one "today" (in the team's time zone). The same schemas validate the
 * API, the form and imports, and give the OpenAPI document.
 */
export function createReportSchemas(today?: CalendarDate) {
  return {
    openDeal: fields(
      { ...dealShape, expectedCloseOn: existingDate('The day the deal is expected to close').optional() },
      MONEY_RULES,
    ),
    loss: fields(
      {
        lostOn: pastDate(today, 'The day the deal was lost'),
        outcome: oneOf(OUTCOMES).describe('Who or what the deal was lost to'),
        primaryReason: oneOf(REASON_CODES),
        secondaryReasons: secondaryReasons.optional(),
        competitor: competitorName.optional(),
        ...dealShape,
        note: note.optional(),
      },
      [...MONEY_RULES, ...REASON_RULES, COMPETITOR_RULE],
    ),
    win: fields(
      {
        wonOn: pastDate(today, 'The day the deal was won'),
        primaryReason: oneOf(REASON_CODES).optional(),
        secondaryReasons: secondaryReasons.optional(),
        competitor: competitorName.optional().describe('The competitor that was beaten'),
        ...dealShape,
        note: note.optional(),
      },
      [...MONEY_RULES, ...REASON_RULES],
    ),
    mention: fields({
      competitor: competitorName.refine(
        (value) => !isUnknownCompetitor(value),
        'Is not a name. A mention says which competitor is in the deal.',
      ),
      threat: oneOf(THREATS).optional(),
      incumbent: z.boolean({ error: 'Must be true or false.' }).optional(),
      heardOn: pastDate(today, 'The day the competitor came up').optional(),
      note: note.optional(),
    }),
  };
}

type ReportSchemas = ReturnType<typeof createReportSchemas>;
export type OpenDealReport = z.output<ReportSchemas['openDeal']>;
export type LossReport = z.output<ReportSchemas['loss']>;
export type WinReport = z.output<ReportSchemas['win']>;
export type Mention = z.output<ReportSchemas['mention']>;

/** Ids come from CRMs: letters, digits and . _ : - in any case, up to 64 characters. */
export const dealId = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$/,
    'Is not a deal id. Use 1 to 64 letters, digits, points, colons, hyphens or underscores, starting with a letter or digit.',
  );

/** The same schemas for what was stored, whose dates were checked when it came in. */
export const storedReports = createReportSchemas();
