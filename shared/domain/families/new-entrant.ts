import * as z from 'zod';
import { TEAMS } from '../alerts/teams.ts';
import { readableDate } from '../calendar-date.ts';
import { entrantGroups, newEntrant as fold } from '../detection/new-entrant/new-entrant.ts';
import { WINDOW_DAYS } from '../detection/new-entrant/new-entrant-namings.ts';
import { type NewEntrantState, newEntrantStateSchema } from '../detection/new-entrant/new-entrant-state.ts';
import type { AlarmFamily } from './family.ts';

/** The numbers behind "Hooli was named in 3 deals of 3 customers by 2 reps within 60 days". */
const figures = z.object({
  kind: z.literal('new-entrant'),
  /** Deals in which it was named within the window. */
  namedIn: z.int(),
  /** Those that were named: a report may leave out its customer or its rep. */
  customers: z.int(),
  reps: z.int(),
  /** How many of the deals were lost to it, and how many were won over it. */
  lost: z.int(),
  won: z.int(),
  /** May there be more of each? Not all are remembered. Alerts from before this was asked do not say. */
  isAtLeast: z.boolean().default(false),
  /** The day since which it was named, too seldom or by too few to be told; `null` where the window holds it all. */
  namedSince: z.string().nullable().default(null),
  /** The latest day on which it was named before that, more than a year earlier; `null` where it never was. */
  lastNamedOn: z.string().nullable(),
});
export type NewEntrantFigures = z.output<typeof figures>;

/** A competitor that was not named before is named by two reps and in deals of two customers. */
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
  // Marketing may have known it for long; only what deals say is known here.
  title({ figures: { namedSince, lastNamedOn } }, { competitor = 'a competitor' }) {
    const isFirst = namedSince === null && lastNamedOn === null;
    return `${isFirst ? 'New in deals' : 'Comes up in deals'}: ${competitor}`;
  },
  // There are always two deals, customers and reps at least.
  sentences({ figures }, { competitor = 'It' }) {
    const { lost, won, isAtLeast } = figures;
    const number = (counted: number) => (isAtLeast ? `at least ${counted}` : `${counted}`);
    const ofThem = [
      ...(lost > 0 ? [`, ${number(lost)} of them lost to it`] : []),
      ...(won > 0 ? [`, ${number(won)} of them won over it`] : []),
    ];
    return [
      `${competitor} was named in ${number(figures.namedIn)} deals of ${number(figures.customers)} customers by ${number(figures.reps)} reps within ${WINDOW_DAYS} days${ofThem.join('')}.`,
      whatWasBefore(figures),
    ];
  },
  published: ({ kind: _, ...numbers }) => numbers,
  state: newEntrantStateSchema,
  fold,
  byCompetitor: true,
  readsMentions: true,
  corrections: { kind: 'refold', grouped: entrantGroups },
};

function whatWasBefore({ namedSince, lastNamedOn }: NewEntrantFigures): string {
  if (lastNamedOn === null)
    return namedSince === null
      ? 'It was not named in a deal before.'
      : `It was first named in a deal on ${readableDate(namedSince)}.`;
  const before = `Before that it was last named on ${readableDate(lastNamedOn)}.`;
  return namedSince === null ? before : `It came back on ${readableDate(namedSince)}. ${before}`;
}
