import * as z from 'zod';
import { TEAMS } from '../alerts/teams.ts';
import { readableDate } from '../calendar-date.ts';
import { entrantGroups, newEntrant as fold } from '../detection/new-entrant.ts';
import { WINDOW_DAYS } from '../detection/new-entrant-moment.ts';
import { type NewEntrantState, newEntrantStateSchema } from '../detection/new-entrant-state.ts';
import type { AlarmFamily } from './family.ts';

/** The numbers behind "Hooli was named in 3 deals of 3 customers by 2 reps". None of them goes beyond 32. */
const figures = z.object({
  kind: z.literal('new-entrant'),
  /** Deals in which it was named since it is new. */
  namedIn: z.int(),
  customers: z.int(),
  reps: z.int(),
  /** How many of the deals were lost to it, and how many were won over it. */
  lost: z.int(),
  won: z.int(),
  /** The latest day on which it was named before these; `null` where it never was. */
  lastNamedOn: z.string().nullable(),
});
export type NewEntrantFigures = z.output<typeof figures>;

/** A competitor that was not known is named by two reps and in deals of two customers. */
export const newEntrant: AlarmFamily<NewEntrantFigures, NewEntrantState> = {
  name: 'new-entrant',
  letter: 'N',
  audience: TEAMS,
  wakes: {
    on: [
      'DealLost',
      'DealWon',
      'ReportWithdrawn',
      'CompetitorMentioned',
      'MentionWithdrawn',
      'CompetitorMerged',
      'CompetitorDismissed',
      'CompetitorSeparated',
    ],
  },
  // That it was named is a fact.
  partOfPromise: 0,
  endangersDeals: true,
  bringsNames: true,
  immediatePerMonth: 2,
  figures,
  title: (_, { competitor }) =>
    competitor === undefined ? 'A new competitor appears' : `A new competitor appears: ${competitor}`,
  // There are always two deals, customers and reps at least.
  sentences({ figures: { namedIn, customers, reps, lost, won, lastNamedOn } }, { competitor = 'It' }) {
    const ofThem = [
      ...(lost > 0 ? [`, ${lost} of them lost to it`] : []),
      ...(won > 0 ? [`, ${won} of them won over it`] : []),
    ];
    return [
      `${competitor} was named in ${namedIn} deals of ${customers} customers by ${reps} reps in the last ${WINDOW_DAYS} days${ofThem.join('')}.`,
      lastNamedOn === null
        ? 'It was not named before.'
        : `Before that it was last named on ${readableDate(lastNamedOn)}.`,
    ];
  },
  published: ({ kind: _, ...numbers }) => numbers,
  state: newEntrantStateSchema,
  fold,
  byCompetitor: true,
  readsMentions: true,
  corrections: { kind: 'refold', grouped: entrantGroups },
};
