import * as z from 'zod';
import { TEAMS } from '../alerts/teams.ts';
import { allLossesGroup, allLosses as fold, PART_OF_BUDGET } from '../detection/all-losses/all-losses.ts';
import { type AllLossesState, allLossesStateSchema } from '../detection/all-losses/all-losses-state.ts';
import type { AlarmFamily } from './family.ts';
import { chanceSentence } from './wording.ts';

/** The numbers behind "47 deals were lost within 21 days". */
const figures = z.object({
  kind: z.literal('all-losses'),
  /** Losses in the current run. */
  losses: z.int(),
  /** Days of the run, today included. */
  days: z.int(),
  /** Losses that would be usual on so many days, each a seventh of its week. */
  usual: z.number(),
  /** M, the mean of the R, when it crossed. */
  strength: z.number(),
  /** A: where an alarm is. */
  threshold: z.number(),
  /** M / 91.3: alarms this strong come by chance about once in so many quarters. */
  oncePerQuarters: z.number(),
});
export type AllLossesFigures = z.output<typeof figures>;

/** More deals are lost than usual, whoever they go to. */
export const allLosses: AlarmFamily<AllLossesFigures, AllLossesState> = {
  name: 'all-losses',
  letter: 'A',
  audience: TEAMS,
  wakes: { on: ['DealLost', 'DealWon', 'ReportWithdrawn'] },
  partOfPromise: PART_OF_BUDGET,
  // It says that more is lost, and not to whom: no open deal is nearer to it than another.
  endangersDeals: false,
  figures,
  title: () => 'More deals are lost than usual, whoever they go to',
  sentences: ({ figures: { losses, days, usual, oncePerQuarters } }) => [
    `${lostSentence(losses, days)} ${usualSentence(usual)}`,
    chanceSentence(oncePerQuarters),
  ],
  published: ({ kind: _, ...numbers }) => numbers,
  state: allLossesStateSchema,
  fold,
  byCompetitor: false,
  corrections: { kind: 'refold', grouped: allLossesGroup },
};

function lostSentence(losses: number, days: number): string {
  const deals = losses === 1 ? '1 deal was lost' : `${losses} deals were lost`;
  return `${deals} within ${days === 1 ? 'one day' : `${days} days`}.`;
}

/** It is read months later too. */
function usualSentence(usual: number): string {
  const rounded = Math.round(usual);
  return rounded < 1
    ? 'At that point of the quarter less than one would be usual.'
    : `At that point of the quarter about ${rounded} would be usual.`;
}
