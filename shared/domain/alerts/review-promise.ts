import type { DetectionSettings } from '../detection/detection-settings.ts';
import { promisedInAll } from '../families/registry.ts';
import type { Alert } from './alert.ts';
import { falseAlarms, type QuarterOfAlarms, startOf } from './false-alarms.ts';

/** By what the evidence that an alarm needs is multiplied in one step, or divided. */
const STEP = 3;

/** Three steps. A detector that is still wrong too often then is wrong in a way that no threshold mends. */
export const MOST_CAUTION = STEP ** 3;

/** So many quarters running have to say the same: one may be bad luck. */
const RUNNING = 2;

/**
 * The settings after a look at what became of the promise. Thresholds are multiplied by three when more alarms were called noise
 * than promised, by all families together, in each of the last two complete quarters. They come back by the same step when there were so few in both that
 * even three times as many would have kept the promise; there an alarm that nobody answered may have been false.
 *
 * Only quarters count that began under the caution and the promise in force. So the same quarters never act twice, and a promise
 * is not held against alarms from before it was made.
 *
 * @param alerts those opened since {@link shownFrom}, in any order; older ones do not matter.
 * @param now milliseconds since 1970.
 * @returns the same settings where nothing changes.
 */
export function reviewed(
  settings: DetectionSettings,
  alerts: readonly Alert[],
  now: number,
): DetectionSettings {
  const { falseAlarmsPerQuarter, caution = 1, cautionSince = 0, promisedSince = 0 } = settings;
  const promised = promisedInAll(falseAlarmsPerQuarter);
  const [, ...complete] = falseAlarms(alerts, now);
  const judged = complete.slice(0, RUNNING);
  if (judged.some((quarter) => startOf(quarter) < Math.max(cautionSince, promisedSince))) return settings;
  const isBroken = ({ falseAlarms: called }: QuarterOfAlarms) => called > promised;
  const isKeptWithRoom = ({ falseAlarms: called, unanswered }: QuarterOfAlarms) =>
    STEP * (called + unanswered) <= promised;
  const next = judged.every(isBroken)
    ? Math.min(caution * STEP, MOST_CAUTION)
    : judged.every(isKeptWithRoom)
      ? Math.max(caution / STEP, 1)
      : caution;
  return next === caution
    ? settings
    : { ...settings, caution: next, cautionBefore: caution, cautionSince: now };
}
