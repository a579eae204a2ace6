import { currentFields, type Deal, moneyOf } from '../deal.ts';
import type { Pattern } from '../detection/detection.ts';
import type { Money } from '../money.ts';
import { nameKey } from '../names.ts';
import { THREATS } from '../report.ts';
import { EVEN_RISE, type RiseOf } from './rise.ts';

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
 * The open deals that a pattern puts at risk, ranked by the amount times the rise in the chance of losing it. Amounts in
 * different currencies cannot be compared: the currency with the most deals comes first. Deals without an amount come last.
 *
 * @param openDeals Deals in which the competitor was mentioned.
 * @param names Keys of all names that are counted under the competitor.
 * @param riseOf By the key of the deal's segment. The threat that a rep saw is shown, and has no part in it: nobody has measured
 * how often it comes true.
 */
export function atRiskDeals(
  pattern: Pattern,
  openDeals: readonly Deal[],
  names: readonly string[],
  riseOf: RiseOf = EVEN_RISE,
): AtRiskDeal[] {
  const { competitor, segment } = pattern;
  if (competitor === null) return [];
  const found = openDeals
    .map((deal) => ({ deal, of: segmentOf(deal) }))
    .filter(({ of }) => segment === null || of === segment)
    .map(({ deal, of }) => ({
      rise: riseOf(of),
      shown: {
        dealId: deal.id,
        account: deal.open.account,
        money: moneyOf(deal.open),
        expectedCloseOn: deal.open.expectedCloseOn,
        stage: deal.open.stage,
        threat: highestThreat(deal, names),
      },
    }));
  const inCurrency = new Map<string, number>();
  for (const { money } of found.map(({ shown }) => shown))
    if (money) inCurrency.set(money.currency, (inCurrency.get(money.currency) ?? 0) + 1);
  const rank = (money: Money | undefined) =>
    money === undefined ? -1 : (inCurrency.get(money.currency) ?? 0);
  const inDanger = ({ shown: { money }, rise }: (typeof found)[number]) => (money?.amount ?? 1) * rise;
  return found
    .sort(
      (a, b) =>
        rank(b.shown.money) - rank(a.shown.money) ||
        compareText(a.shown.money?.currency, b.shown.money?.currency) ||
        inDanger(b) - inDanger(a) ||
        compareText(a.shown.dealId, b.shown.dealId),
    )
    .map(({ shown }) => shown);
}

/** The key of a deal's segment. */
export const segmentOf = (deal: Deal): string | null => nameKey(currentFields(deal).segment ?? '') || null;

/** A competitor that goes by two names may have been mentioned twice. */
const highestThreat = ({ mentions }: Deal, names: readonly string[]): AtRiskDeal['threat'] =>
  THREATS.findLast((threat) =>
    names.some((name) => Object.hasOwn(mentions, name) && mentions[name]?.threat === threat),
  );

const compareText = (a = '', b = ''): number => (a < b ? -1 : a > b ? 1 : 0);
