import * as z from 'zod';
import { REASON_CODES } from '../domain/reasons.ts';
import { OUTCOMES } from '../domain/report.ts';

const metadata = {
  /** The same fact has the same id, however often it is published. */
  id: z.string(),
  version: z.string(),
  occurredAt: z.iso.datetime(),
  producer: z.literal('tandem'),
  /** What started the chain of events that this one belongs to. */
  correlationId: z.string(),
  /** What this one follows from. */
  causationId: z.string(),
};

const define = <const Type extends string, Data extends z.ZodType>(
  type: Type,
  meaning: string,
  data: Data,
) => ({
  version: '1.0',
  meaning,
  data,
  /** The event as it travels: the `detail` of an EventBridge event. */
  envelope: z.object({ metadata: z.object({ ...metadata, type: z.literal(type) }), data }),
});

const seq = z.int().positive();
const dealId = z.string();
const money = {
  /** Major units, for numeric rules. Decisions read the exact amount from the ledger. */
  amount: z.number().nonnegative().optional(),
  currency: z.string().optional(),
};
const counted = z.string().nullable();
const namesMoved = z.object({ seq, names: z.array(z.string()), from: counted, to: counted });
const detection = { family: z.string(), key: z.string(), seq, epoch: seq };
/** The epoch whose alert it belonged to before a correction. */
const formerly = z.object({ key: z.string(), epoch: seq }).optional();
const alert = z.object({ alertId: z.string(), revision: z.int().positive() });

/**
 * Everything that Tandem says on the bus, in one place: the type, the schema and the sentence for the documentation.
 * Events are facts in the past tense. They carry ids and codes, never a note, a customer or a person: whoever needs
 * more reads the ledger. A new optional field is a minor version; anything else is a new type beside the old one.
 */
export const EVENTS = {
  DealUpdated: define('DealUpdated', 'What is known of an open deal has changed.', z.object({ seq, dealId })),
  DealLost: define(
    'DealLost',
    'A deal was reported lost, or such a report was changed.',
    z.object({
      seq,
      dealId,
      outcome: z.enum(OUTCOMES),
      primaryReason: z.enum(REASON_CODES),
      competitor: z.string().optional(),
      segment: z.string().optional(),
      ...money,
      amends: seq.optional(),
    }),
  ),
  DealWon: define(
    'DealWon',
    'A deal was reported won, or such a report was changed.',
    z.object({ seq, dealId, ...money, amends: seq.optional() }),
  ),
  CompetitorMentioned: define(
    'CompetitorMentioned',
    'A competitor came up in an open deal.',
    z.object({ seq, dealId, competitor: z.string() }),
  ),
  MentionWithdrawn: define(
    'MentionWithdrawn',
    'A mention was withdrawn: the competitor is not in the deal.',
    z.object({ seq, dealId, competitor: z.string() }),
  ),
  ReportWithdrawn: define(
    'ReportWithdrawn',
    'The report that closed a deal was withdrawn; the deal is open again.',
    z.object({ seq, dealId, withdraws: seq }),
  ),
  CompetitorConfirmed: define(
    'CompetitorConfirmed',
    'Somebody confirmed that a name is a competitor.',
    z.object({ seq, competitor: z.string() }),
  ),
  CompetitorRenamed: define(
    'CompetitorRenamed',
    'The name of a competitor is written otherwise.',
    z.object({ seq, competitor: z.string() }),
  ),
  CompetitorArchived: define(
    'CompetitorArchived',
    'A competitor is no longer offered in forms. What was reported about it still counts.',
    z.object({ seq, competitor: z.string() }),
  ),
  CompetitorMerged: define(
    'CompetitorMerged',
    'The names of one competitor are counted under another one, in all reports.',
    namesMoved,
  ),
  CompetitorDismissed: define(
    'CompetitorDismissed',
    'Names are not those of a competitor; reports with them are counted under nobody.',
    namesMoved,
  ),
  CompetitorSeparated: define(
    'CompetitorSeparated',
    'A merge or a dismissal was undone.',
    namesMoved.extend({ undoes: seq }),
  ),
  SettingsChanged: define(
    'SettingsChanged',
    'The operator changed what the detectors go by.',
    z.object({ seq }),
  ),
  PatternDetected: define(
    'PatternDetected',
    'A detector found something in the ledger.',
    z.object({
      ...detection,
      /** The correction that made or changed it. */
      revisedBy: seq.optional(),
      formerly,
    }),
  ),
  PatternRetracted: define(
    'PatternRetracted',
    'After a correction, what a detector found would not have been found.',
    z.object({ ...detection, by: seq, formerly }),
  ),
  AlertOpened: define('AlertOpened', 'A joint alert was opened.', alert),
  AlertUpdated: define('AlertUpdated', 'There is news about a joint alert.', alert),
} as const;

export type EventType = keyof typeof EVENTS;
export type EventData<Type extends EventType> = z.output<(typeof EVENTS)[Type]['data']>;
export type Event<Type extends EventType = EventType> = {
  readonly metadata: z.output<z.ZodObject<typeof metadata>> & { readonly type: Type };
  readonly data: EventData<Type>;
};
