import { currentFields, type Deal, moneyOf } from '../deal.ts';
import type { Pattern } from '../detection/detection.ts';
import type { Money } from '../money.ts';
import { nameKey } from '../names.ts';
import { THREATS } from '../report.ts';

/** A joint alert names at most this many deals. */
export const MAX_AT_RISK = 10;

/** An open deal with the competitor (and the segment) of an alert: still worth saving. */
export interface AtRiskDeal {
  readonly dealId: string;
  readonly account: string | undefined;
  readonly money: Money | undefined;
  readonly expectedCloseOn: string | undefined;
  readonly stage: string | undefined;
  readonly threat: 'low' | 'medium' | 'high' | undefined;
}

/**
 * The open deals that a pattern puts at risk, the largest amount first. Amounts in different currencies cannot be
 * compared: the currency with the most deals comes first. Deals without an amount come last.
 *
 * @param openDeals Deals in which the competitor was mentioned.
 * @param names Keys of all names that are counted under the competitor.
 */
export function atRiskDeals(
  pattern: Pattern,
  openDeals: readonly Deal[],
  names: readonly string[],
): AtRiskDeal[] {
  const { competitor, segment } = pattern;
  if (competitor === null) return [];
  const deals = openDeals
    .filter((deal) => segment === null || nameKey(currentFields(deal).segment ?? '') === segment)
    .map((deal) => ({
      dealId: deal.id,
      account: deal.open.account,
      money: moneyOf(deal.open),
      expectedCloseOn: deal.open.expectedCloseOn,
      stage: deal.open.stage,
      threat: highestThreat(deal, names),
    }));
  const inCurrency = new Map<string, number>();
  for (const { money } of deals)
    if (money) inCurrency.set(money.currency, (inCurrency.get(money.currency) ?? 0) + 1);
  const rank = (money: Money | undefined) =>
    money === undefined ? -1 : (inCurrency.get(money.currency) ?? 0);
  return deals.sort(
    (a, b) =>
      rank(b.money) - rank(a.money) ||
      compareText(a.money?.currency, b.money?.currency) ||
      (b.money?.amount ?? 0) - (a.money?.amount ?? 0) ||
      compareText(a.dealId, b.dealId),
  );
}

/** A competitor that goes by two names may have been mentioned twice. */
const highestThreat = ({ mentions }: Deal, names: readonly string[]): AtRiskDeal['threat'] =>
  THREATS.findLast((threat) =>
    names.some((name) => Object.hasOwn(mentions, name) && mentions[name]?.threat === threat),
  );

const compareText = (a = '', b = ''): number => (a < b ? -1 : a > b ? 1 : 0);
