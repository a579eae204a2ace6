/** Draws that are the same for the same seed. */
export interface Random {
  /** From 0 up to, but not including, 1. */
  next(): number;
  /** A whole number from `least` to `most`, both included. */
  between(least: number, most: number): number;
  chance(probability: number): boolean;
  oneOf<Value>(values: readonly [Value, ...Value[]]): Value;
  /** One of the values, in proportion to their weights. */
  weighted<Value>(values: readonly [Weighted<Value>, ...Weighted<Value>[]]): Value;
  /** Around `median`, with a long tail of large values. */
  logNormal(median: number, spread: number): number;
}

export type Weighted<Value> = readonly [value: Value, weight: number];

/** Mulberry32 by Tommy Ettinger (public domain): tiny, and good enough for made-up deals. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    next,
    between: (least, most) => least + Math.floor(next() * (most - least + 1)),
    chance: (probability) => next() < probability,
    oneOf: (values) => values[Math.floor(next() * values.length)] ?? values[0],
    weighted(values) {
      let left = next() * values.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [value, weight] of values) {
        left -= weight;
        if (left < 0) return value;
      }
      return values[0][0];
    },
    logNormal(median, spread) {
      // Box and Muller: two even draws make a normal one.
      const normal = Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
      return median * Math.exp(spread * normal);
    },
  };
}
