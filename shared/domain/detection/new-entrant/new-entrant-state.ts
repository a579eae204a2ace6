import * as z from 'zod';
import { sightingsSchema } from './new-entrant-namings.ts';

/** How far back the team's closed deals reach. Every closing touches it. */
const teamStateSchema = z.object({
  kind: z.literal('team'),
  /** Closed deals so far, history included. */
  closed: z.int().positive(),
  /** The day on which the first of them was closed, in days since 1970-01-01. */
  firstOn: z.int(),
});

/** One for each competitor that was named. Days are counted since 1970-01-01. */
const competitorStateSchema = z.object({
  kind: z.literal('competitor'),
  /** The day on which it was named first, or anew after a quiet year. */
  since: z.int(),
  /** The latest day on which it was named. */
  lastOn: z.int(),
  /** The latest day on which it was named before the quiet year; `null` where it never was. */
  beforeOn: z.int().nullable(),
  /** Who named it of late; `null` once it is known, be it that an alarm told of it. */
  sightings: sightingsSchema.nullable(),
});

export const newEntrantStateSchema = z.discriminatedUnion('kind', [teamStateSchema, competitorStateSchema]);

export type TeamHistory = z.output<typeof teamStateSchema>;
export type CompetitorState = z.output<typeof competitorStateSchema>;
export type NewEntrantState = z.output<typeof newEntrantStateSchema>;
