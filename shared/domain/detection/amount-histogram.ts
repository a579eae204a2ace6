import * as z from 'zod';

/** 20 bins for each power of ten: neighbouring edges differ by a factor of 1.122. */
const BINS_PER_DECADE = 20;
/** From 100 to 10^11 minor units, 1 to a billion in most currencies. What lies outside counts in the outermost bins. */
const LOWEST_EXPONENT = 2;
const BINS = 9 * BINS_PER_DECADE;
/** Counts of amounts on a logarithmic scale. Its size does not depend on how much was counted. */
export const amountHistogramSchema = z.array(z.int().nonnegative()).length(BINS).readonly();

export type AmountHistogram = z.infer<typeof amountHistogramSchema>;

export const NO_AMOUNTS: AmountHistogram = Array.from({ length: BINS }, () => 0);

/** @param amount Minor units, above 0. */
export function withAmount(histogram: AmountHistogram, amount: number): AmountHistogram {
  const place = Math.floor((Math.log10(amount) - LOWEST_EXPONENT) * BINS_PER_DECADE);
  const bin = Math.min(BINS - 1, Math.max(0, place));
  return histogram.map((count, index) => (index === bin ? count + 1 : count));
}

export function countOf(histograms: readonly AmountHistogram[]): number {
  return histograms.reduce((all, histogram) => all + histogram.reduce((left, right) => left + right, 0), 0);
}

/**
 * The smallest edge between bins that at most the share `tail` of all counted amounts reach, in minor units.
 *
 * It is the quantile 1 - tail rounded up to an edge, so at most 12.2 % above it. Rounding up keeps the share: amounts that
 * crowd in one bin, as with a list price, are all below the edge or all above it, and never more than `tail` above.
 */
export function rareAmount(histograms: readonly AmountHistogram[], tail: number): number {
  const most = tail * countOf(histograms);
  let reached = 0;
  for (let bin = BINS - 1; bin >= 0; bin -= 1) {
    reached += histograms.reduce((sum, histogram) => sum + (histogram[bin] ?? 0), 0);
    if (reached > most) return edgeAbove(bin);
  }
  return 0;
}

const edgeAbove = (bin: number): number => Math.ceil(10 ** (LOWEST_EXPONENT + (bin + 1) / BINS_PER_DECADE));
