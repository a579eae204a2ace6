import * as z from 'zod';
import { TEAMS } from '../alerts/teams.ts';
import { winRate as fold, winRateGroups } from '../detection/win-rate/win-rate.ts';
import { SHARE_OF_BUDGET } from '../detection/win-rate/win-rate-moment.ts';
import { type WinRateState, winRateStateSchema } from '../detection/win-rate/win-rate-state.ts';
import type { AlarmFamily } from './family.ts';
import { beforeSentence, chanceSentence } from './wording.ts';

/** The numbers behind "Against Acme you lost 9 of the last 11 deals that were closed; before that about 5 in 10". */
const figures = z.object({
  kind: z.literal('win-rate'),
  /** Losses in the current run. */
  matches: z.int(),
  /** Deals closed against the competitor in the current run, won or lost. */
  of: z.int(),
  /** (a + 1/2) / (n + 1): the part of these deals that was lost, before the guard. */
  usualShare: z.number(),
  /** M, the mean of the R_j, when it crossed. */
  strength: z.number(),
  /** A: where an alarm is. */
  threshold: z.number(),
  /** M / (A · accepted): alarms this strong come by chance about once in so many quarters. */
  oncePerQuarters: z.number(),
});
export type WinRateFigures = z.output<typeof figures>;

/** Deals against a competitor are won less often than they used to be. */
export const winRate: AlarmFamily<WinRateFigures, WinRateState> = {
  name: 'win-rate',
  letter: 'W',
  audience: TEAMS,
  wakes: {
    on: [
      'DealLost',
      'DealWon',
      'ReportWithdrawn',
      'CompetitorMerged',
      'CompetitorDismissed',
      'CompetitorSeparated',
    ],
  },
  partOfPromise: SHARE_OF_BUDGET,
  endangersDeals: true,
  figures,
  title: (_, { competitor }) => `You win less often against ${competitor ?? 'a competitor'}`,
  sentences: ({ figures: { matches, of, usualShare, oncePerQuarters } }, { competitor }) => [
    `Against ${competitor ?? 'a competitor'} you lost ${part(matches, of)}. ${beforeSentence(usualShare)}`,
    chanceSentence(oncePerQuarters),
  ],
  published: ({ kind: _, ...numbers }) => numbers,
  state: winRateStateSchema,
  fold,
  byCompetitor: true,
  corrections: { kind: 'refold', grouped: winRateGroups },
};

function part(losses: number, of: number): string {
  if (of === 1) return 'the last deal that was closed';
  if (losses === of && of === 2) return 'both of the last 2 deals that were closed';
  if (losses === of) return `all of the last ${of} deals that were closed`;
  return `${losses} of the last ${of} deals that were closed`;
}
