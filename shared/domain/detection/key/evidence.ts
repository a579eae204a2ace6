import * as z from 'zod';

const REMEMBERED = 32;

/**
 * Numbers of the last 32 ledger entries behind a run. That of the n-th, from 0 on, is at n modulo 32; what an earlier run left there
 * stays until it is overwritten.
 */
export const evidenceSchema = z.array(z.int()).max(REMEMBERED);

/** @param before how many entries came before this one. */
export function addEvidence(evidence: number[], before: number, seq: number): void {
  evidence[before % REMEMBERED] = seq;
}

/** The entries, oldest first. @param count how many came, remembered or not. */
export function inOrder(evidence: readonly number[], count: number): readonly number[] {
  const oldest = count > REMEMBERED ? count % REMEMBERED : 0;
  return [...evidence.slice(oldest, count), ...evidence.slice(0, oldest)];
}
