import { isDeepStrictEqual } from 'node:util';
import type { Closing } from '../../../shared/domain/detection/closing.ts';
import type { Detection } from '../../../shared/domain/detection/detection.ts';
import type { PromiseSettings } from '../../../shared/domain/detection/detection-settings.ts';
import { lossSurge } from '../../../shared/domain/detection/surge/loss-surge.ts';
import type { LossSurgeState } from '../../../shared/domain/detection/surge/loss-surge-state.ts';

export const DAY_MS = 86_400_000;
/** Monday 2026-03-02, in days since 1970-01-01. */
export const MONDAY = 20_514;

/** A closing with what the test cares about; `day` is when it was recorded, and may have a fraction. */
export function closing({
  day = MONDAY,
  ...given
}: Partial<Closing> & { readonly day?: number } = {}): Closing {
  return {
    seq: 1,
    recordedAt: Math.round(day * DAY_MS),
    dealId: `D-${given.seq ?? 1}`,
    result: 'lost',
    closedOn: Math.floor(day),
    ...given,
  };
}

export interface Replayed {
  readonly items: ReadonlyMap<string, LossSurgeState>;
  readonly facts: readonly Detection[];
}

/** Folds closings one after another, with no more than the touched items in each step. */
export function replay(
  closings: Iterable<Closing>,
  settings: PromiseSettings = { falseAlarmsPerQuarter: 1 },
  before: ReadonlyMap<string, LossSurgeState> = new Map(),
): Replayed {
  const items = new Map(structuredClone(before));
  const facts: Detection[] = [];
  for (const one of closings) {
    const touched = new Map<string, LossSurgeState>();
    for (const name of lossSurge.touches(one)) {
      const state = items.get(name);
      if (state !== undefined) touched.set(name, state);
    }
    const step = lossSurge.fold(touched, one, settings);
    for (const [name, state] of touched) items.set(name, state);
    facts.push(...step.facts);
  }
  return { items, facts };
}

/** Copies of these states, as far as they exist. */
export const touchedIn = <State>(
  items: ReadonlyMap<string, State>,
  names: readonly string[],
): Map<string, State> =>
  new Map(
    names.flatMap((name) => {
      const state = items.get(name);
      return state === undefined ? [] : [[name, structuredClone(state)] as const];
    }),
  );

/** The names of the states that are not what they were, in order. */
export const changesSince = (
  before: ReadonlyMap<string, object>,
  now: ReadonlyMap<string, object>,
): string[] =>
  [...now.keys()].filter((name) => !isDeepStrictEqual(before.get(name), now.get(name))).toSorted();

/** Mulberry32: a small generator with a seed, so that a simulation is the same in every run. */
export function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
