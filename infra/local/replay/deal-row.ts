import * as z from 'zod';
import { dealId } from '../../../shared/domain/report.ts';

const cell = z
  .string()
  .optional()
  .transform((text) => (text === undefined || text === '' ? undefined : text));

/** The columns of a backtest, and two that only open deals have. */
export const dealRow = z.object({
  deal_id: z.string(),
  status: z.string().toLowerCase(),
  closed_on: cell,
  logged_at: cell,
  outcome: cell,
  primary_reason: cell,
  secondary_reasons: cell,
  competitor: cell,
  segment: cell,
  region: cell,
  product: cell,
  amount: cell,
  currency: cell,
  rep: cell,
  account: cell,
  note: cell,
  stage: cell,
  expected_close_on: cell,
});
export type DealRow = z.output<typeof dealRow>;

/** What is wrong with the id of a row. It becomes part of an address, so the API cannot tell of one that is empty. */
export const wrongDealId = (id: string): string | undefined => dealId.safeParse(id).error?.issues[0]?.message;

/** What is known of the deal itself. */
export const dealFields = ({ account, amount, currency, segment, region, product, rep, stage }: DealRow) => ({
  account,
  amount,
  currency,
  segment,
  region,
  product,
  owner: rep,
  stage,
});

/** Why it closed as it did. */
export const why = ({ primary_reason, secondary_reasons, competitor, note }: DealRow) => ({
  primaryReason: primary_reason,
  secondaryReasons: secondary_reasons
    ?.split(';')
    .map((code) => code.trim())
    .filter((code) => code !== ''),
  competitor,
  note,
});
