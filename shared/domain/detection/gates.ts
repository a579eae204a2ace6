import * as z from 'zod';

/**
 * What must come together before a number may become an alarm: one bad week of one rep, or one customer with several
 * deals, is no pattern. Since only "at least two" is asked, two distinct short hashes are enough.
 */
export const gatesSchema = z.object({
  /** Matches since the last alarm. */
  matches: z.int().nonnegative(),
  accounts: z.array(z.int()).max(2),
  reps: z.array(z.int()).max(2),
});

export type Gates = z.infer<typeof gatesSchema>;

export const shutGates = (): Gates => ({ matches: 0, accounts: [], reps: [] });

/** @param account short hash of the account, as `rep` is of the rep. */
export function passGates(gates: Gates, account: number, rep: number): void {
  gates.matches += 1;
  addUpToTwo(gates.accounts, account);
  addUpToTwo(gates.reps, rep);
}

export function areOpen(gates: Readonly<Gates>): boolean {
  return gates.matches >= 3 && gates.accounts.length >= 2 && gates.reps.length >= 2;
}

function addUpToTwo(hashes: number[], hash: number): void {
  if (hashes.length < 2 && hashes[0] !== hash) hashes.push(hash);
}
