export interface Median {
  readonly median: number;
  /** Where it lies with 95 % confidence. */
  readonly low: number;
  readonly high: number;
}

/**
 * The median of values of which some may be infinite, with an interval between two of the values in order.
 * Their places are those of the binomial distribution, n/2 with 0.98·√n to either side, which holds for any distribution.
 */
export function medianOf(values: readonly number[]): Median {
  const sorted = values.toSorted((one, other) => one - other);
  const { length } = sorted;
  const half = 0.98 * Math.sqrt(length);
  const at = (place: number) =>
    sorted[Math.min(length - 1, Math.max(0, Math.floor(place)))] ?? Number.POSITIVE_INFINITY;
  return { median: at(length / 2), low: at(length / 2 - half), high: at(length / 2 + half) };
}
