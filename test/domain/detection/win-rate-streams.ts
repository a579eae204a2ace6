import type { Closing } from '../../../shared/domain/detection/closing.ts';
import type { Detection } from '../../../shared/domain/detection/detection.ts';
import { winRate } from '../../../shared/domain/detection/win-rate/win-rate.ts';
import type { WinRateState } from '../../../shared/domain/detection/win-rate/win-rate-state.ts';
import { closing } from './closings.ts';

/** Folds closings one after another, with no more than the touched items in each step. */
export function replayWinRates(
  closings: Iterable<Closing>,
  settings: { readonly falseAlarmsPerQuarter: number; readonly caution?: number } = {
    falseAlarmsPerQuarter: 1,
  },
  before: ReadonlyMap<string, WinRateState> = new Map(),
) {
  const items = new Map(structuredClone(before));
  const facts: Detection[] = [];
  for (const one of closings) {
    const touched = new Map(
      winRate.touches(one).flatMap((name) => {
        const state = items.get(name);
        return state === undefined ? [] : [[name, state] as const];
      }),
    );
    const step = winRate.fold(touched, one, settings);
    for (const [name, state] of touched) items.set(name, state);
    facts.push(...step.facts);
  }
  return { items, facts };
}

/**
 * Deals against one competitor, `perDay` of them, of which `lost` says whether the n-th is lost; each by another rep of five
 * and about an account of its own.
 */
export const dealsAgainst = (
  competitor: string,
  {
    from,
    deals,
    perDay,
    lost,
  }: { from: number; deals: number; perDay: number; lost: (n: number) => boolean },
): Closing[] =>
  Array.from({ length: deals }, (_, n) =>
    closing({
      seq: n + 1,
      day: from + n / perDay,
      competitor,
      result: lost(n) ? 'lost' : 'won',
      ...(lost(n) && { reason: 'price' }),
      rep: `R-${n % 5}`,
      account: `${competitor}-${from}-${n}`,
    }),
  );

/** Streams as one ledger: by time, numbered. */
export const asLedger = (...streams: readonly (readonly Closing[])[]): Closing[] =>
  streams
    .flat()
    .toSorted((a, b) => a.recordedAt - b.recordedAt)
    .map((one, index) => ({ ...one, seq: index + 1, dealId: `D-${index + 1}` }));
