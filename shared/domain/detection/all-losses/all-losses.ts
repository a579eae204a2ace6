import * as z from 'zod';
import type { PromiseSettings } from '../detection-settings.ts';
import { type GroupedFold, overGroups } from '../grouped-fold.ts';
import { areOpen } from '../key/gates.ts';
import { particularsOf } from '../particulars.ts';
import { stateIn } from '../state-in.ts';
import { type AllLossesState, beforeLosses } from './all-losses-state.ts';
import { ALL, alarmOf, QUARTER } from './losses-alarm.ts';
import { passDays, takeLossToday, takePastLoss } from './losses-day.ts';
import { strengthOfLogs } from './weekly-e-detector.ts';

/** What this family takes of the false alarms that the team accepts. */
export const PART_OF_BUDGET = 0.25;

/** A by the settings of the time. The team is what the group is: nothing else of it is needed. */
const momentSchema = z.object({ threshold: z.number() }).readonly();

type Moment = z.infer<typeof momentSchema>;

/**
 * A = (days of a quarter)/(B/4).
 *
 * Why that keeps the promise: V = R + A·(alarms so far) rises by at most 7 a week in the mean, seen from the week's beginning.
 * - A week begins with R' = (R + 7)·e^-charge, and after that R only rises, by the same factor for each loss that counts. Without
 *   an alarm it ends at (R + 7) times the ratio of the week, whose mean is at most 1, see weekly-e-detector.ts.
 * - An alarm gives up an R >= A for A. That R is at most what R would have ended at without the alarm, and until
 *   the next week begins there is no other R to be given up: a week has one alarm at most.
 * So A·(mean number of alarms in W weeks) <= 7·W, and a quarter, 13.04 weeks, has at most B/4 in the mean of many. That takes the
 * bound of a week to be one, with what goes before it given. It takes nothing of the days: the losses of a week may all come
 * on any one of them, and on another one in the next week. It holds for M too, the mean of three such R.
 *
 * A loss is never judged before its week was charged: the first week of a team, the one in which it becomes known what is
 * usual, and one that begins while nobody knows are not judged at all. Weeks without a loss are charged like others.
 */
export const allLossesThreshold = ({ falseAlarmsPerQuarter, caution = 1 }: PromiseSettings): number =>
  (QUARTER * caution) / (PART_OF_BUDGET * falseAlarmsPerQuarter);

/**
 * Tells when more deals are lost than usual, to whomever: docs/decisions/0019-all-losses.md. All losses of a team are one group, and its
 * one item is all that a loss reads and changes. A win has no part in it.
 */
export const allLossesGroup: GroupedFold<AllLossesState, Moment, PromiseSettings> = {
  moment: momentSchema,
  groupOf: ({ result }) => (result === 'lost' ? ALL : undefined),
  groupsOfCompetitor: () => [ALL],
  isGroup: (item) => item === ALL,
  teamItems: () => [],
  atMoment: (_states, _closing, settings) => ({ threshold: allLossesThreshold(settings) }),
  groupItems: ({ result }) => (result === 'lost' ? [ALL] : []),
  foldGroup(states, { closing, moment: { threshold } }) {
    if (closing.result !== 'lost') return [];
    const { day, isHistory } = particularsOf(closing);
    const state = stateIn(states, ALL, beforeLosses, closing);
    passDays(state, day);
    if (isHistory) {
      takePastLoss(state, closing);
      return [];
    }
    takeLossToday(state, closing);
    const strength = strengthOfLogs(state.logs);
    const alarms = strength >= threshold && areOpen(state.gates);
    return alarms ? [alarmOf(state, closing, { strength, threshold })] : [];
  },
};

export const allLosses = overGroups(allLossesGroup);
