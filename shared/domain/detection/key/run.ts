import * as z from 'zod';
import type { Closing } from '../closing.ts';
import { addMoney, moneySchema } from '../money.ts';
import { addEvidence, evidenceSchema, inOrder } from './evidence.ts';

/**
 * The current run of a key, for the sentence "7 of the last 12". It is the stretch that a CUSUM for one of the detector's rates,
 * a share three times the usual, points to: the start that makes the deals since then most likely. It explains an alarm, it never makes one;
 * so it is not reset by an alarm, and an alert that is repeated goes on counting the same run.
 */
export const runSchema = z.object({
  /** Tick of the team clock at which the run began. */
  start: z.int(),
  /** Likelihood ratio of the run against the usual share. Below 1 the run is over. */
  score: z.number(),
  /** Matching losses in the run. */
  matches: z.int().nonnegative(),
  /** Money of those losses. */
  money: moneySchema,
  evidence: evidenceSchema,
});

export type Run = z.infer<typeof runSchema>;

/** The place of that rate, three times the usual, among those of each detector. */
export const RUN_RATE = 1;

/** Keeps the score a number that the table can keep. */
const LARGEST_SCORE = 1e15;

export const noRun = (): Run => ({ start: 0, score: 0, matches: 0, money: {}, evidence: [] });

/** Numbers of the ledger entries behind the run, oldest first, the last 32. */
export const evidenceOf = ({ evidence, matches }: Readonly<Run>): readonly number[] =>
  inOrder(evidence, matches);

/** Is the run over, when deals that did not match leave this of its score? */
export const isOver = ({ score }: Readonly<Run>, fade: number): boolean => score * fade < 1;

/**
 * A match at `tick`, after deals that did not match. The run is changed in place.
 *
 * @param fade what those leave of its score.
 * @param factor what the match makes of it. It is 1 where the rep may not advance the key today: then the loss belongs to the run
 * and is no more proof of it than the batch it came with.
 */
export function runOn(
  run: Run,
  { seq, money }: Pick<Closing, 'seq' | 'money'>,
  tick: number,
  fade: number,
  factor: number,
): void {
  let score = run.score * fade;
  if (score < 1) {
    score = 1;
    run.start = tick;
    run.matches = 0;
    run.money = {};
  }
  run.score = Math.min(LARGEST_SCORE, score * factor);
  addEvidence(run.evidence, run.matches, seq);
  run.matches += 1;
  if (money !== undefined) addMoney(run.money, money);
}
