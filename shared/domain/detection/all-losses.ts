import * as z from 'zod';
import { type AllLossesState, beforeLosses } from './all-losses-state.ts';
import { strengthOfLogs } from './daily-e-detector.ts';
import { areOpen } from './gates.ts';
import { type GroupedFold, overGroups } from './grouped-fold.ts';
import { ALL, alarmOf, QUARTER } from './losses-alarm.ts';
import { isActive, passDays, takeLossToday, takePastLoss } from './losses-day.ts';
import type { LossSurgeSettings } from './moment.ts';
import { seen } from './seen.ts';

/** What this family takes of the false alarms that the team accepts. */
export const PART_OF_BUDGET = 0.25;

/** A by the settings of the time. The team is what the group is: nothing else of it is needed. */
const momentSchema = z.object({ threshold: z.number() }).readonly();

type Moment = z.infer<typeof momentSchema>;

/**
 * A = (days of a quarter)/(B/4).
 *
 * Why that keeps the promise: V = R + A·(alarms so far) rises by at most 1 a day in the mean, because R gains 1 for the day
 * as a new beginning, and the ratio of the day has a mean of at most 1, see daily-e-detector.ts; at an alarm R >= A is
 * given up for A. So A·(mean number of alarms in D days) <= D, and in a quarter there are at most B/4. It holds for M too,
 * the mean of three such R, and whatever is usual in a day, as long as the bound is one.
 */
export const allLossesThreshold = ({ falseAlarmsPerQuarter, caution = 1 }: LossSurgeSettings): number =>
  (QUARTER * caution) / (PART_OF_BUDGET * falseAlarmsPerQuarter);

/**
 * Tells when more deals are lost than usual, to whomever: DETECTION.md section 3. All losses of a team are one group, and its
 * one item is all that a loss reads and changes. A win has no part in it.
 */
export const allLossesGroup: GroupedFold<AllLossesState, Moment, LossSurgeSettings> = {
  moment: momentSchema,
  groupOf: ({ result }) => (result === 'lost' ? ALL : undefined),
  groupsOfCompetitor: () => [ALL],
  isGroup: (item) => item === ALL,
  teamItems: () => [],
  atMoment: (_states, _closing, settings) => ({ threshold: allLossesThreshold(settings) }),
  groupItems: ({ result }) => (result === 'lost' ? [ALL] : []),
  foldGroup(states, { closing, moment: { threshold } }) {
    if (closing.result !== 'lost') return [];
    const { day, isHistory } = seen(closing);
    const state = states.get(ALL) ?? beforeLosses(day);
    states.set(ALL, state);
    passDays(state, day);
    if (isHistory) {
      takePastLoss(state, closing);
      return [];
    }
    takeLossToday(state, closing);
    const strength = strengthOfLogs(state.logs);
    const alarms = strength >= threshold && areOpen(state.gates) && isActive(state);
    return alarms ? [alarmOf(state, closing, { strength, threshold })] : [];
  },
};

export const allLosses = overGroups(allLossesGroup);
