import type { BigLossFigures } from '../../families/big-loss.ts';
import type { Closing } from '../closing.ts';
import type { Detection } from '../detection.ts';
import { isHistory } from '../history.ts';
import { particularsOf } from '../particulars.ts';
import {
  type AmountHistogram,
  amountHistogramSchema,
  countAmount,
  countOf,
  mayBeRare,
  noAmounts,
  rareAmount,
} from './amount-histogram.ts';

/** The running quarter and the four before it: at least a whole year. */
const QUARTERS = 5;

/** The amounts of one currency that were lost in one quarter, by the day on which the deal was closed. */
export const bigLossStateSchema = amountHistogramSchema;

export type BigLossState = AmountHistogram;

export interface BigLossSettings {
  /** Minor units by currency, from which a loss is big. A currency without one is judged by its own history. */
  readonly bigLossAmounts: Readonly<Partial<Record<string, number>>>;
}

/** A big loss is among the largest 5 % of the last year's. */
const RARE = 0.05;
const SMALLEST_HISTORY = 20;

/** Tells when a single loss is big. A fold over closings with one item for each currency and quarter. */
export const bigLoss = {
  /** The last quarters in the currency of the loss. A win, or a loss without an amount above 0, touches nothing. */
  touches(closing: Closing): readonly string[] {
    const money = moneyLost(closing);
    return money === undefined ? [] : itemsOf(money, closing);
  },

  /** The loss is judged before it becomes history. One that is history is not judged. */
  fold(
    states: Map<string, BigLossState>,
    closing: Closing,
    settings: BigLossSettings,
  ): { readonly facts: readonly Detection[] } {
    const money = moneyLost(closing);
    if (money === undefined) return { facts: [] };
    const { week, closedWeek, isHistory } = particularsOf(closing);
    const figures = isHistory ? undefined : judged(money, closing, states, settings);
    const item = itemsOf(money, closing)[quarterOf(week) - quarterOf(closedWeek)];
    if (item !== undefined) {
      const amounts = states.get(item) ?? noAmounts();
      countAmount(amounts, money.amount);
      states.set(item, amounts);
    }
    return { facts: figures === undefined ? [] : [detection(closing, figures)] };
  },
};

/**
 * A corrected loss, judged as when it was first reported: against the amount that was large then, if it was compared with
 * one in its currency. Otherwise against what is now known of the year before it; a histogram does not know what it was.
 *
 * @param loss at its old place.
 * @param known what was detected about the loss before, be it retracted since.
 * @param states the items that the loss touches. A correction does not change them.
 */
export function judgedAgain(
  loss: Closing,
  known: Detection | undefined,
  states: ReadonlyMap<string, BigLossState>,
  settings: BigLossSettings,
): Detection | undefined {
  const money = moneyLost(loss);
  if (money === undefined || isHistory(loss)) return undefined;
  const { amount, currency } = money;
  const then =
    known?.figures.kind === 'big-loss' && known.figures.currency === currency ? known.figures : undefined;
  if (then === undefined) {
    const figures = judged(money, loss, states, settings);
    return figures && detection(loss, figures);
  }
  return amount >= then.threshold ? detection(loss, { ...then, amount }) : undefined;
}

type Money = NonNullable<Closing['money']>;

function moneyLost(closing: Closing): Money | undefined {
  return closing.result === 'lost' && closing.money !== undefined && closing.money.amount > 0
    ? closing.money
    : undefined;
}

/** Blocks of thirteen weeks, counted like weeks. */
const quarterOf = (week: number): number => Math.floor(week / 13);

/** The items of the quarter in which the loss was recorded, and of those before it that count. */
function itemsOf({ currency }: Money, closing: Closing): readonly string[] {
  const last = quarterOf(particularsOf(closing).week);
  const known = named.get(currency);
  if (known?.last === last) return known.items;
  const items = Array.from({ length: QUARTERS }, (_, ago) => `${currency}#${last - ago}`);
  named.set(currency, { last, items });
  return items;
}

/** Their names, by currency: they are the same for a quarter of a year. */
const named = new Map<string, { readonly last: number; readonly items: readonly string[] }>();

function judged(
  money: Money,
  closing: Closing,
  states: ReadonlyMap<string, BigLossState>,
  settings: BigLossSettings,
): BigLossFigures | undefined {
  const { amount, currency } = money;
  const history = itemsOf(money, closing).flatMap((item) => states.get(item) ?? []);
  const configured = settings.bigLossAmounts[currency];
  if (configured === undefined) {
    if (countOf(history) < SMALLEST_HISTORY || !mayBeRare(history, amount, RARE)) return undefined;
  }
  const threshold = configured ?? rareAmount(history, RARE);
  const basis = configured === undefined ? 'percentile' : 'configured';
  return amount >= threshold ? { kind: 'big-loss', amount, threshold, currency, basis } : undefined;
}

function detection(closing: Closing, figures: BigLossFigures): Detection {
  const { competitor = null, reason = null, segment = null } = closing;
  return {
    family: 'big-loss',
    seq: closing.seq,
    at: closing.recordedAt,
    pattern: { competitor, reason, segment },
    key: closing.dealId,
    epoch: closing.seq,
    cause: 'alarm',
    mutedBy: null,
    evidence: [closing.seq],
    figures,
  };
}
