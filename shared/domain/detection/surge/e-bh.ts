/**
 * e-BH: which of many hypotheses may be rejected, so that on average at most the share `level` of the rejected ones is true, however
 * they depend on each other.
 *
 * With K e-values (each has a mean of at most one where its hypothesis is true), those of the k largest are rejected for the
 * largest k of which the smallest is at least K/(level·k). Source: Wang and Ramdas, "False discovery rate control with
 * e-values", Journal of the Royal Statistical Society B 84 (2022) 822-852.
 *
 * @returns what is rejected, the largest e-value first.
 */
export function rejectedByEBH<Item extends { readonly eValue: number }>(
  items: readonly Item[],
  level: number,
): Item[] {
  const sorted = items.toSorted((a, b) => b.eValue - a.eValue);
  const last = sorted.findLastIndex(({ eValue }, index) => level * (index + 1) * eValue >= items.length);
  return sorted.slice(0, last + 1);
}
