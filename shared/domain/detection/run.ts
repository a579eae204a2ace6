import * as z from 'zod';
import type { Closing } from './closing.ts';
import { moneySchema, plus } from './money.ts';

const EVIDENCE = 32;

/**
 * The current run of a key, for the sentence "7 of the last 12". It is the stretch that a CUSUM for a share three times
 * the usual points to: the start that makes the deals since then most likely. It explains an alarm, it never makes one;
 * so it is not reset by an alarm, and an alert that is repeated goes on counting the same run.
 */
export const runSchema = z
  .object({
    /** Tick of the team clock at which the run began. */
    start: z.int(),
    /** Likelihood ratio of the run against the usual share. Below 1 the run is over. */
    score: z.number(),
    /** Matching losses in the run. */
    matches: z.int().nonnegative(),
    /** Money of those losses. */
    money: moneySchema,
    /** Numbers of their ledger entries, oldest first, the last 32. */
    evidence: z.array(z.int()).max(EVIDENCE).readonly(),
  })
  .readonly();

export type Run = z.infer<typeof runSchema>;

const RHO = 3;
/** Keeps the score a number that the table can keep. */
const LARGEST_SCORE = 1e15;

export const NO_RUN: Run = { start: 0, score: 0, matches: 0, money: {}, evidence: [] };

/** c: what a deal that does not match divides the score by. */
const oddsOfDeal = (p0: number): number => 1 + (RHO - 1) * p0;

const scoreAfter = ({ score }: Run, gap: number, p0: number): number => score * oddsOfDeal(p0) ** -gap;

/** Is the run over, after `gap` deals that did not match? */
export const isOver = (run: Run, gap: number, p0: number): boolean => scoreAfter(run, gap, p0) < 1;

/**
 * A match at `tick`, after `gap` deals that did not match.
 *
 * @param advances Whether the rep may advance the key today. If not, the loss belongs to the run and is no more proof
 * of it than the batch it came with.
 */
export function withRunMatch(
  run: Run,
  closing: Closing,
  { tick, gap, p0, advances }: { tick: number; gap: number; p0: number; advances: boolean },
): Run {
  const faded = scoreAfter(run, gap, p0);
  const alive = faded >= 1 ? { ...run, score: faded } : { ...NO_RUN, start: tick, score: 1 };
  return {
    start: alive.start,
    score: Math.min(LARGEST_SCORE, advances ? (alive.score * RHO) / oddsOfDeal(p0) : alive.score),
    matches: alive.matches + 1,
    money: closing.money === undefined ? alive.money : plus(alive.money, closing.money),
    evidence: [...alive.evidence, closing.seq].slice(-EVIDENCE),
  };
}
