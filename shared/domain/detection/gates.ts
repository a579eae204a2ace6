import * as z from 'zod';

/**
 * What must come together before a number may become an alarm: one bad week of one rep, or one customer with several
 * deals, is no pattern. Since only "at least two" is asked, it is enough to know the first one and whether there was another.
 */
export const gatesSchema = z.object({
  /** Matches since the last alarm. */
  matches: z.int().nonnegative(),
  /** Short hashes of the account and of the rep of the first of them. */
  account: z.int(),
  rep: z.int(),
  /** Was there another account, another rep? */
  otherAccount: z.boolean(),
  otherRep: z.boolean(),
});

export type Gates = z.infer<typeof gatesSchema>;

export const shutGates = (): Gates => ({
  matches: 0,
  account: 0,
  rep: 0,
  otherAccount: false,
  otherRep: false,
});

/** @param account short hash of the account, as `rep` is of the rep. */
export function passGates(gates: Gates, account: number, rep: number): void {
  if (gates.matches === 0) {
    gates.account = account;
    gates.rep = rep;
  }
  gates.matches += 1;
  gates.otherAccount ||= account !== gates.account;
  gates.otherRep ||= rep !== gates.rep;
}

export const areOpen = ({ matches, otherAccount, otherRep }: Readonly<Gates>): boolean =>
  matches >= 3 && otherAccount && otherRep;
