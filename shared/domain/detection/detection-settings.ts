import * as z from 'zod';

/**
 * What the operator decides about alarms. It is written into the ledger when it changes, because what was detected follows
 * from it: so a rebuild judges every report by the settings of its time.
 */
export const detectionSettings = z.object({
  /** B: false alarms that are acceptable per team and quarter, over all patterns together. */
  falseAlarmsPerQuarter: z.number().positive(),
  /** Losses of at least this many minor units are reported at once; by currency. Others are judged by history. */
  bigLossAmounts: z.record(z.string(), z.number()),
});

export type DetectionSettings = z.output<typeof detectionSettings>;

/** What holds before a ledger says otherwise. */
export const USUAL_SETTINGS: DetectionSettings = { falseAlarmsPerQuarter: 1, bigLossAmounts: {} };
