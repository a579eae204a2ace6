import * as z from 'zod';
import type { Closing } from '../closing.ts';
import { addEvidence, evidenceSchema, inOrder } from '../key/evidence.ts';
import { chargeOfWeek, gainOfLoss } from './weekly-e-detector.ts';

const RHO = 1.5;
/** ln 10^15: a run that long is no clearer when it is longer. */
const LARGEST_SCORE = Math.log(1e15);

/**
 * The current run, for the sentence "47 deals within 21 days": the weeks that a CUSUM for half as many losses again points
 * to. It explains an alarm, and never makes one.
 */
export const daysRunSchema = z.object({
  /** The first day of the run, a Sunday, days since 1970-01-01. */
  start: z.int(),
  /** Logarithm of the likelihood ratio of the weeks of the run. Below 0 when its week ends it is over. */
  score: z.number(),
  /** Losses in the run, all of them. */
  losses: z.int().nonnegative(),
  /** How many of those that count would be usual on its days, each a seventh of its week. */
  usual: z.number().nonnegative(),
  evidence: evidenceSchema,
});

export type DaysRun = z.infer<typeof daysRunSchema>;

export const noDaysRun = (): DaysRun => ({ start: 0, score: -1, losses: 0, usual: 0, evidence: [] });

/** Numbers of the ledger entries behind the run, oldest first, the last 32. */
export const evidenceOfDays = ({ evidence, losses }: Readonly<DaysRun>): readonly number[] =>
  inOrder(evidence, losses);

/** The run when a week begins: the one that goes on, or a new one. */
export function runInNewWeek(run: DaysRun, sunday: number, bound: number, phi: number): DaysRun {
  const goesOn = run.score >= 0 ? run : { ...noDaysRun(), start: sunday, score: 0 };
  return { ...goesOn, score: goesOn.score - chargeOfWeek(RHO, bound, phi) };
}

/**
 * A loss, in place.
 *
 * @param counts A loss beyond what its rep may add belongs to the run and is no proof of it.
 */
export function takeLossInRun(run: DaysRun, { seq }: Closing, counts: boolean, phi: number): void {
  if (counts) run.score = Math.min(LARGEST_SCORE, run.score + gainOfLoss(RHO, phi));
  addEvidence(run.evidence, run.losses, seq);
  run.losses += 1;
}
