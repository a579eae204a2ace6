import * as z from 'zod';
import { TEAMS } from '../alerts/teams.ts';
import { lossSurge as fold, surgeGroups } from '../detection/surge/loss-surge.ts';
import { type LossSurgeState, lossSurgeStateSchema, TEAM } from '../detection/surge/loss-surge-state.ts';
import { hasResolved } from '../detection/surge/resolved.ts';
import { reasonInSentence } from '../reasons.ts';
import type { AlarmFamily, PatternNames, Told } from './family.ts';
import { article, beforeSentence, capitalised, chanceSentence } from './wording.ts';

/** The numbers behind "Acme took 7 of the last 12 deals; before that about 1 in 6". */
const figures = z.object({
  kind: z.literal('loss-surge'),
  /** Matching losses in the current run. */
  matches: z.int(),
  /** Closed deals in the current run, matching or not. */
  of: z.int(),
  /** (a + 1/2) / (n + 1): the share of closed deals before the guard. */
  usualShare: z.number(),
  /** M, the mean of the R_j, when it crossed. */
  strength: z.number(),
  /** A: where an alarm is. */
  threshold: z.number(),
  /** M / (A B): alarms this strong come by chance about once in so many quarters. */
  oncePerQuarters: z.number(),
});
export type SurgeFigures = z.output<typeof figures>;

/** A combination of competitor, reason and segment takes a larger share of closed deals than it used to. */
export const lossSurge: AlarmFamily<SurgeFigures, LossSurgeState> = {
  name: 'loss-surge',
  letter: 'S',
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
  partOfPromise: 1,
  endangersDeals: true,
  figures,
  title({ pattern }, names) {
    const segment = names.segment === undefined ? '' : ` ${names.segment}`;
    const reason = pattern.reason === null ? '' : ` on ${reasonInSentence(pattern.reason)}`;
    return names.competitor === undefined
      ? `More${segment} deals are lost${reason}, to no named competitor`
      : `${names.competitor} is winning more${segment} deals${reason}`;
  },
  sentences: (told, names) => [
    `${runSentence(told, names)} ${beforeSentence(told.figures.usualShare)}`,
    chanceSentence(told.figures.oncePerQuarters),
  ],
  published: ({ kind: _, ...numbers }) => numbers,
  state: lossSurgeStateSchema,
  fold,
  byCompetitor: true,
  corrections: { kind: 'refold', grouped: surgeGroups },
  ending: { items: (key) => [TEAM, key], hasEnded: hasResolved },
};

/** Counted in closed deals, because the test counts them. */
function runSentence({ pattern, figures: { matches, of } }: Told<SurgeFigures>, names: PatternNames): string {
  const reason =
    pattern.reason === null ? '' : ` with ${reasonInSentence(pattern.reason)} as the reported reason`;
  const last = of === 1 ? 'the last closed deal' : `${matches} of the last ${of} closed deals`;
  if (names.competitor !== undefined && pattern.segment === null && pattern.reason === null) {
    return `${names.competitor} took ${last}.`;
  }
  const were = matches === 1 ? 'was' : 'were';
  const kind = names.segment === undefined ? '' : ` ${names.segment}`;
  const deals =
    kind === '' ? '' : matches === 1 ? `${article(kind.trim())}${kind} deal ` : `${kind.trim()} deals `;
  const to = names.competitor === undefined ? 'to no named competitor' : `to ${names.competitor}`;
  return `${capitalised(last)} ${were} ${deals}lost ${to}${reason}.`;
}
