import * as z from 'zod';

/**
 * What must come together before a number may become an alarm: one bad week of one rep, or one customer with several
 * deals, is no pattern. Since only "at least two" is asked, two distinct short hashes are enough.
 */
export const gatesSchema = z
  .object({
    /** Matches since the last alarm. */
    matches: z.int().nonnegative(),
    accounts: z.array(z.int()).max(2).readonly(),
    reps: z.array(z.int()).max(2).readonly(),
  })
  .readonly();

export type Gates = z.infer<typeof gatesSchema>;

export const SHUT: Gates = { matches: 0, accounts: [], reps: [] };

export function withMatch(gates: Gates, account: number, rep: number): Gates {
  return {
    matches: gates.matches + 1,
    accounts: upToTwo(gates.accounts, account),
    reps: upToTwo(gates.reps, rep),
  };
}

export function areOpen(gates: Gates): boolean {
  return gates.matches >= 3 && gates.accounts.length >= 2 && gates.reps.length >= 2;
}

function upToTwo(hashes: readonly number[], hash: number): readonly number[] {
  return hashes.length >= 2 || hashes.includes(hash) ? hashes : [...hashes, hash];
}
