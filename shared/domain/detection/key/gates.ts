import * as z from 'zod';

/**
 * What must come together before a number may become an alarm: one bad week of one rep, or one customer with several
 * deals, is no pattern. Since only "at least two" is asked, it is enough to know the first one and whether there was another.
 * Who is not named is nobody here: it may be the one that another report names.
 */
export const gatesSchema = z.object({
  /** Matches since the last alarm. */
  matches: z.int().nonnegative(),
  /** Short hashes of the first account and of the first rep that one of them names; `null` before that. */
  account: z.int().nullable(),
  rep: z.int().nullable(),
  /** Was there another account, another rep? */
  otherAccount: z.boolean(),
  otherRep: z.boolean(),
});

export type Gates = z.infer<typeof gatesSchema>;

export const newGates = (): Gates => ({
  matches: 0,
  account: null,
  rep: null,
  otherAccount: false,
  otherRep: false,
});

/** @param account short hash of the account, as `rep` is of the rep; `null` where the report does not say. */
export function countAtGates(gates: Gates, account: number | null, rep: number | null): void {
  gates.matches += 1;
  if (account !== null) {
    gates.account ??= account;
    gates.otherAccount ||= account !== gates.account;
  }
  if (rep !== null) {
    gates.rep ??= rep;
    gates.otherRep ||= rep !== gates.rep;
  }
}

export const areOpen = ({ matches, otherAccount, otherRep }: Readonly<Gates>): boolean =>
  matches >= 3 && otherAccount && otherRep;
