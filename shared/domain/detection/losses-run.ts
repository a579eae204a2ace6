import * as z from 'zod';
import type { Closing } from './closing.ts';
import { chargeOfDay, gainOfLoss } from './daily-e-detector.ts';
import { addEvidence, evidenceSchema, inOrder } from './evidence.ts';
import { addMoney, moneySchema } from './money.ts';

const RHO = 1.5;
/** ln 10^15: a run that long is no clearer when it is longer. */
const LARGEST_SCORE = Math.log(1e15);

/**
 * The current run, for the sentence "47 deals in the last 21 days": the stretch of days that a CUSUM for half as many losses
 * again points to. It explains an alarm, and never makes one.
 */
export const daysRunSchema = z.object({
  /** The first day of the run, days since 1970-01-01. */
  start: z.int(),
  /** Logarithm of the likelihood ratio of the days of the run. Below 0 in the evening it is over. */
  score: z.number(),
  /** Losses in the run, all of them. */
  losses: z.int().nonnegative(),
  /** How many of those that count would be usual on these days. */
  usual: z.number().nonnegative(),
  money: moneySchema,
  evidence: evidenceSchema,
});

export type DaysRun = z.infer<typeof daysRunSchema>;

export const noDaysRun = (): DaysRun => ({
  start: 0,
  score: -1,
  losses: 0,
  usual: 0,
  money: {},
  evidence: [],
});

/** Numbers of the ledger entries behind the run, oldest first, the last 32. */
export const evidenceOfDays = ({ evidence, losses }: Readonly<DaysRun>): readonly number[] =>
  inOrder(evidence, losses);

/** What is usual on a day, as a bound and as the best guess. */
export interface UsualOfDay {
  readonly bound: number;
  readonly guess: number;
}

/** The run on the morning of a day. */
export function runAtMorning(run: DaysRun, day: number, usual: UsualOfDay, phi: number): DaysRun {
  const goesOn = run.score >= 0 ? run : { ...noDaysRun(), start: day, score: 0 };
  return {
    ...goesOn,
    score: goesOn.score - chargeOfDay(RHO, usual.bound, phi),
    usual: goesOn.usual + usual.guess,
  };
}

/**
 * A loss, in place.
 *
 * @param counts A loss beyond what its rep may add belongs to the run and is no proof of it.
 */
export function takeLossInRun(run: DaysRun, { seq, money }: Closing, counts: boolean, phi: number): void {
  if (counts) run.score = Math.min(LARGEST_SCORE, run.score + gainOfLoss(RHO, phi));
  addEvidence(run.evidence, run.losses, seq);
  run.losses += 1;
  if (money !== undefined) addMoney(run.money, money);
}
