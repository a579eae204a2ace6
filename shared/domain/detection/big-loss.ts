import * as z from 'zod';
import type { BigLossFigures } from '../families/big-loss.ts';
import {
  type AmountHistogram,
  amountHistogramSchema,
  countOf,
  NO_AMOUNTS,
  rareAmount,
  withAmount,
} from './amount-histogram.ts';
import type { Closing } from './closing.ts';
import type { Detection } from './detection.ts';
import { isHistory } from './history.ts';
import { seen } from './seen.ts';

/** The running quarter and the four before it: at least a whole year. */
const QUARTERS = 5;

/** The lost amounts of one currency. */
export const bigLossStateSchema = z.object({
  /** The quarter of `amounts[0]`: blocks of thirteen weeks, counted like weeks. */
  quarter: z.int(),
  /** By the quarter in which the deal was closed, the current one first. */
  amounts: z.array(amountHistogramSchema).length(QUARTERS),
});

export type BigLossState = z.infer<typeof bigLossStateSchema>;

export interface BigLossSettings {
  /** Minor units by currency, from which a loss is big. A currency without one is judged by its own history. */
  readonly bigLossAmounts: Readonly<Partial<Record<string, number>>>;
}

/** A big loss is among the largest 5 % of the last year's. */
const RARE = 0.05;
const SMALLEST_HISTORY = 20;

/** Tells when a single loss is big: DETECTION.md section 3. A fold over closings with one item for each currency. */
export const bigLoss = {
  /** The currency of the loss. A win, or a loss without an amount above 0, touches nothing. */
  touches(closing: Closing): readonly string[] {
    const money = moneyLost(closing);
    return money === undefined ? [] : [money.currency];
  },

  /** The loss is judged before it becomes history. One that is history is not judged. */
  fold(
    states: Map<string, BigLossState>,
    closing: Closing,
    settings: BigLossSettings,
  ): { readonly facts: readonly Detection[] } {
    const money = moneyLost(closing);
    if (money === undefined) return { facts: [] };
    const { week, closedWeek, isHistory } = seen(closing);
    const history = inQuarter(states.get(money.currency), quarterOf(week));
    const figures = isHistory ? undefined : judged(money, history.amounts, settings);
    const age = history.quarter - quarterOf(closedWeek);
    const before = history.amounts[age];
    if (before !== undefined) history.amounts[age] = withAmount(before, money.amount);
    states.set(money.currency, history);
    return { facts: figures === undefined ? [] : [detection(closing, figures)] };
  },
};

/**
 * A corrected loss, judged as when it was first reported: against the amount that was large then, if it was compared with
 * one in its currency. Otherwise against the history as it is now; a histogram does not know what it was before.
 *
 * @param known what was detected about the loss before, be it retracted since.
 * @param states the lost amounts by currency. A correction does not change them.
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
    const figures = judged(money, states.get(currency)?.amounts ?? [], settings);
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

function quarterOf(week: number): number {
  return Math.floor(week / 13);
}

/** The history as it stands in `quarter`. Time never runs back. */
function inQuarter(state: BigLossState | undefined, quarter: number): BigLossState {
  if (state !== undefined && quarter <= state.quarter) return state;
  const passed = state === undefined ? QUARTERS : quarter - state.quarter;
  const empty = Array.from({ length: Math.min(QUARTERS, passed) }, () => NO_AMOUNTS);
  return { quarter, amounts: [...empty, ...(state?.amounts ?? [])].slice(0, QUARTERS) };
}

function judged(
  { amount, currency }: Money,
  history: readonly AmountHistogram[],
  settings: BigLossSettings,
): BigLossFigures | undefined {
  const configured = settings.bigLossAmounts[currency];
  if (configured === undefined && countOf(history) < SMALLEST_HISTORY) return undefined;
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
