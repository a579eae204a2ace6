import * as z from 'zod';

/** What the operator decides about alarms. */
export const operatorSettings = z.object({
  /** B: false alarms that are acceptable per team and quarter, over all patterns together. */
  falseAlarmsPerQuarter: z.number().positive(),
  /** Losses of at least this many minor units are reported at once; by currency. Others are judged by history. */
  bigLossAmounts: z.record(z.string(), z.number()),
});

export type OperatorSettings = z.output<typeof operatorSettings>;

/**
 * What the detectors go by: what the operator decides, and what Tandem learned from the teams. It is written into the ledger
 * when it changes, because what was detected follows from it: so a rebuild judges every report by the settings of its time.
 */
export const detectionSettings = operatorSettings.extend({
  /** What thresholds are multiplied by, because the teams called more alarms noise than was promised. Absent: 1. */
  caution: z.number().min(1).optional(),
  /** What the caution was before it last changed: so a reader can be told whether alarms need more now or less. Absent: 1. */
  cautionBefore: z.number().min(1).optional(),
  /** When the caution last changed, milliseconds since 1970. Absent: it never did. */
  cautionSince: z.int().nonnegative().optional(),
  /** Since when the teams are promised this number of false alarms, milliseconds since 1970. Absent: from the first day. */
  promisedSince: z.int().nonnegative().optional(),
});

export type DetectionSettings = z.output<typeof detectionSettings>;

/** What the promise of few false alarms asks of a family. */
export type PromiseSettings = Pick<DetectionSettings, 'falseAlarmsPerQuarter' | 'caution'>;

/** What holds before a ledger says otherwise. */
export const USUAL_SETTINGS: DetectionSettings = { falseAlarmsPerQuarter: 1, bigLossAmounts: {} };

/**
 * The settings after the operator has said what they want. The caution stays: it corrects a detector that is wrong more often
 * than it should be, whatever number of false alarms is accepted.
 *
 * @param at milliseconds since 1970.
 */
export const operatedBy = (
  before: DetectionSettings,
  wanted: OperatorSettings,
  at: number,
): DetectionSettings => ({
  ...before,
  ...wanted,
  ...(before.falseAlarmsPerQuarter !== wanted.falseAlarmsPerQuarter && { promisedSince: at }),
});
