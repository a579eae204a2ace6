import * as z from 'zod';

/** 20 bins for each power of ten: neighbouring edges differ by a factor of 1.122. */
const BINS_PER_DECADE = 20;
/** From 100 to 10^11 minor units, 1 to a billion in most currencies. What lies outside counts in the outermost bins. */
const LOWEST_EXPONENT = 2;
const BINS = 9 * BINS_PER_DECADE;
/** One part in so many of all amounts, in a single bin, is no accident. */
const LIST_PRICE = 5;

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
 * An amount that the share `q` of all counted amounts does not exceed, in whole minor units; 0 if none was counted.
 *
 * Within its bin the amounts are taken as spread evenly on the logarithmic scale. The true quantile lies in the same bin,
 * so the answer is off by less than 12.2 % either way, and by much less where amounts are spread out. A bin with a fifth of
 * all amounts is a list price: there the answer is its upper edge, so that not every deal at that price reaches it.
 */
export function quantile(histograms: readonly AmountHistogram[], q: number): number {
  const all = countOf(histograms);
  const rank = q * all;
  let below = 0;
  for (let bin = 0; bin < BINS; bin += 1) {
    const inside = histograms.reduce((sum, histogram) => sum + (histogram[bin] ?? 0), 0);
    if (inside > 0 && below + inside >= rank) {
      const part = inside * LIST_PRICE > all ? 1 : (rank - below) / inside;
      return Math.ceil(10 ** (LOWEST_EXPONENT + (bin + part) / BINS_PER_DECADE));
    }
    below += inside;
  }
  return 0;
}
