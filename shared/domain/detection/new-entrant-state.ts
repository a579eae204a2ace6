import * as z from 'zod';

/** Reps, customers, deals and entries that are remembered: enough for two of each, and for what an alert shows. */
const REMEMBERED = 32;

const names = z.array(z.string()).max(REMEMBERED).readonly();
const numbers = z.array(z.int()).max(REMEMBERED).readonly();

/** How far back the team's closed deals reach. Every closing touches it. */
const teamStateSchema = z.object({
  kind: z.literal('team'),
  /** Closed deals so far, history included. */
  closed: z.int().positive(),
  /** The day on which the first of them was closed, in days since 1970-01-01. */
  firstOn: z.int(),
});

/** Who named a competitor that may be new, and where. Reps and accounts are short hashes. */
const sightingsSchema = z
  .object({
    reps: numbers,
    accounts: numbers,
    /** Ids of the deals that it was named in, and of those among them that were lost to it or won over it. */
    deals: names,
    lost: names,
    won: names,
    /** The latest entries that brought something of this. */
    entries: numbers,
  })
  .readonly();

export type Sightings = z.output<typeof sightingsSchema>;

/** One for each competitor that was named. Days are counted since 1970-01-01. */
const competitorStateSchema = z.object({
  kind: z.literal('competitor'),
  /** The day on which it was named first, or anew: after a quiet year, or after a window in which too few named it. */
  since: z.int(),
  /** The latest day on which it was named. */
  lastOn: z.int(),
  /** The latest day on which it was named before that; `null` where it never was. */
  beforeOn: z.int().nullable(),
  /** Who named it since; `null` once it is known, be it that an alarm told of it. */
  sightings: sightingsSchema.nullable(),
});

export const newEntrantStateSchema = z.discriminatedUnion('kind', [teamStateSchema, competitorStateSchema]);

export type TeamHistory = z.output<typeof teamStateSchema>;
export type CompetitorState = z.output<typeof competitorStateSchema>;
export type NewEntrantState = z.output<typeof newEntrantStateSchema>;

export const NO_SIGHTINGS: Sightings = {
  reps: [],
  accounts: [],
  deals: [],
  lost: [],
  won: [],
  entries: [],
};

/** The list with one more, if it is not in it and there is room. */
export const withOne = <One>(list: readonly One[], one: One): readonly One[] =>
  list.includes(one) || list.length === REMEMBERED ? list : [...list, one];

/** The list with one more, without the oldest if there is no room. */
export const withLatest = <One>(list: readonly One[], one: One): readonly One[] =>
  [...list, one].slice(-REMEMBERED);
