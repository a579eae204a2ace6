import * as z from 'zod';
import type { CountedAs } from '../competitors/register.ts';

/**
 * One closed deal as the detectors see it, made from a ledger entry or from a row of a backtest. A family that reads mentions
 * sees these as well: the deal is `open` then.
 */
export const closingSchema = z
  .object({
    /** Number of the ledger entry. */
    seq: z.int(),
    /** When the entry was recorded, milliseconds since 1970. Never decreases along the ledger. */
    recordedAt: z.int(),
    dealId: z.string(),
    result: z.enum(['lost', 'won', 'open']),
    /** Key of the competitor that took the deal, was beaten, or is in it; absent where there was none, or nobody knows which. */
    competitor: z.string().optional(),
    /** Key of the name that the report has for it, where that is counted under another competitor, or under none. */
    name: z.string().optional(),
    /** Primary reason code. Always there for a loss. */
    reason: z.string().optional(),
    /** Key of the segment. */
    segment: z.string().optional(),
    /** Minor units. */
    money: z.object({ amount: z.number(), currency: z.string() }).readonly().optional(),
    rep: z.string().optional(),
    account: z.string().optional(),
    /** Days since 1970-01-01 of the day the deal was closed, or the competitor came up in it. */
    closedOn: z.int(),
    /** It came with many others at once, and says nothing about now. */
    bulk: z.literal(true).optional(),
  })
  .readonly();

export type Closing = z.infer<typeof closingSchema>;

/** Key of the name that the report has for the competitor in the deal, whoever it is counted under. */
export const nameInReport = ({ name, competitor }: Closing): string | undefined => name ?? competitor;

/** The closing with its competitor as the register has it. */
export function countedUnder(closing: Closing, countedAs: CountedAs): Closing {
  const name = nameInReport(closing);
  if (name === undefined) return closing;
  const as = countedAs(name);
  return { ...closing, competitor: as ?? undefined, name: as === name ? undefined : name };
}
