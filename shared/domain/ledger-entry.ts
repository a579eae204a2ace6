import * as z from 'zod';
import { detectionSettings } from './detection/detection-settings.ts';
import { storedReports } from './report.ts';

const position = {
  /** 1, 2, 3 … without a gap. */
  seq: z.int().positive(),
  /** Milliseconds since 1970. Never decreases along the ledger, even where a clock was set back. */
  recordedAt: z.int().nonnegative(),
};

const about = {
  dealId: z.string(),
  /** Who reported it: the owner of the deal, until people sign in. */
  reporter: z.string().optional(),
};

/** The entry that this one takes the place of, when a report is changed: an amendment, or a win after a loss. */
const amends = z.int().positive().optional();

/**
 * The entry that first reported this closing of the deal: under its number the closing is counted, however often it is
 * corrected. Absent where that is this entry itself: a first report, and a loss of a deal that was reported won before.
 */
const closes = z.int().positive().optional();

export const BULK = ['import', 'burst'] as const;
/**
 * Why a closing came with many others at once and says nothing about now: it was marked as an `import`, or its reporter sent
 * a `burst` of them within a minute. It is history for the detectors, as a report that comes months late is.
 */
const bulk = z.enum(BULK).optional();

const dealBodies = [
  z.object({ type: z.literal('DealUpdated'), ...about, deal: storedReports.openDeal }),
  z.object({
    type: z.literal('DealLost'),
    ...about,
    /** As the reporter sent it, filled up with what was known of the deal. */
    report: storedReports.loss,
    amends,
    closes,
    bulk,
  }),
  z.object({ type: z.literal('DealWon'), ...about, report: storedReports.win, amends, closes, bulk }),
  z.object({
    type: z.literal('CompetitorMentioned'),
    ...about,
    /** The customer, as far as the deal was known then. Older entries do not say. */
    account: z.string().optional(),
    mention: storedReports.mention,
  }),
  z.object({
    type: z.literal('MentionWithdrawn'),
    ...about,
    /** Key of the competitor. */
    competitor: z.string(),
  }),
  z.object({
    type: z.literal('ReportWithdrawn'),
    ...about,
    withdraws: z.int().positive(),
    closes: z.int().positive(),
  }),
] as const;

/** A key of a competitor, or nobody: what the names of reports are counted under. */
const counted = z.string().nullable();
const move = {
  /** Keys of the names that are counted otherwise from now on, in all reports, older ones too. */
  names: z.array(z.string()).min(1),
  from: counted,
  to: counted,
};
const by = {
  /** Who decided, if they said. */
  by: z.string().optional(),
};

const registerBodies = [
  /** Added, confirmed, or taken out of the archive. */
  z.object({ type: z.literal('CompetitorConfirmed'), ...by, competitor: z.string(), name: z.string() }),
  /** Written otherwise; it stands as it stood. */
  z.object({ type: z.literal('CompetitorRenamed'), ...by, competitor: z.string(), name: z.string() }),
  z.object({ type: z.literal('CompetitorArchived'), ...by, competitor: z.string(), name: z.string() }),
  /** `name`: how the one that is counted elsewhere from now on is written; `into`: how the other one is. */
  z.object({ type: z.literal('CompetitorMerged'), ...by, ...move, name: z.string(), into: z.string() }),
  /** It is not a competitor: losses with such a name are counted as losses to nobody. */
  z.object({ type: z.literal('CompetitorDismissed'), ...by, ...move, name: z.string() }),
  /** A merge or a dismissal is undone. */
  z.object({ type: z.literal('CompetitorSeparated'), ...by, ...move, undoes: z.int().positive() }),
] as const;

const settingsBody = z.object({ type: z.literal('SettingsChanged'), settings: detectionSettings });

const dealBody = z.discriminatedUnion('type', dealBodies);
const registerBody = z.discriminatedUnion('type', registerBodies);
const entryBody = z.discriminatedUnion('type', [...dealBodies, ...registerBodies, settingsBody]);

/**
 * One line of the ledger: what was reported about deals, what was decided about competitors, and the settings that the
 * detectors go by; in the order received. It is never changed, and everything else follows from it.
 */
export const ledgerEntry = z.intersection(z.object(position), entryBody);

type Position = z.output<z.ZodObject<typeof position>>;
export type LedgerEntry = z.output<typeof ledgerEntry>;
export type DealEntryBody = z.output<typeof dealBody>;
export type DealEntry = Position & DealEntryBody;
export type RegisterEntryBody = z.output<typeof registerBody>;
export type RegisterEntry = Position & RegisterEntryBody;
/** An entry after which names are counted under another competitor. */
export type NamesMoved = Extract<RegisterEntry, { names: string[] }>;

/** Is the entry about a deal? */
export const isDealEntry = (entry: LedgerEntry): entry is DealEntry => 'dealId' in entry;

/** Is it something that was decided about competitors? */
export const isRegisterEntry = (entry: LedgerEntry): entry is RegisterEntry =>
  !isDealEntry(entry) && entry.type !== 'SettingsChanged';

/** Does it change under whom names are counted? */
export const movesNames = (entry: LedgerEntry): entry is NamesMoved => 'names' in entry;
