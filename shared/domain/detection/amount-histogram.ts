import * as z from 'zod';

/** 15 bins for each power of ten: neighbouring edges differ by a factor of 1.166. */
const BINS_PER_DECADE = 15;
/** From 100 to 10^11 minor units, 1 to a billion in most currencies. What lies outside counts in the outermost bins. */
const LOWEST_EXPONENT = 2;
const BINS = 9 * BINS_PER_DECADE;
/** Each count is four digits to the base 36. A bin that is full stays full: 1.7 million losses of one size a quarter. */
const DIGITS = 4;
const RADIX = 36;
const FULL = RADIX ** DIGITS - 1;

/**
 * Counts of amounts on a logarithmic scale, as text of a fixed length: what it costs to store must not depend on how much
 * was counted.
 */
export const amountHistogramSchema = z.string().regex(new RegExp(`^[0-9a-z]{${BINS * DIGITS}}$`));

export type AmountHistogram = z.infer<typeof amountHistogramSchema>;

export const NO_AMOUNTS: AmountHistogram = '0'.repeat(BINS * DIGITS);

/** @param amount Minor units, above 0. */
export function withAmount(histogram: AmountHistogram, amount: number): AmountHistogram {
  const place = Math.floor((Math.log10(amount) - LOWEST_EXPONENT) * BINS_PER_DECADE);
  const bin = Math.min(BINS - 1, Math.max(0, place));
  const count = Math.min(FULL, countIn(histogram, bin) + 1);
  const [from, to] = [bin * DIGITS, (bin + 1) * DIGITS];
  return histogram.slice(0, from) + count.toString(RADIX).padStart(DIGITS, '0') + histogram.slice(to);
}

export function countOf(histograms: readonly AmountHistogram[]): number {
  let all = 0;
  for (let bin = 0; bin < BINS; bin += 1) all += countInAll(histograms, bin);
  return all;
}

/**
 * The smallest edge between bins that at most the share `tail` of all counted amounts reach, in minor units.
 *
 * It is the quantile 1 - tail rounded up to an edge, so at most 16.6 % above it. Rounding up keeps the share: amounts that
 * crowd in one bin, as with a list price, are all below the edge or all above it, and never more than `tail` above.
 */
export function rareAmount(histograms: readonly AmountHistogram[], tail: number): number {
  const most = tail * countOf(histograms);
  let reached = 0;
  for (let bin = BINS - 1; bin >= 0; bin -= 1) {
    reached += countInAll(histograms, bin);
    if (reached > most) return edgeAbove(bin);
  }
  return 0;
}

const countIn = (histogram: AmountHistogram, bin: number): number =>
  Number.parseInt(histogram.slice(bin * DIGITS, (bin + 1) * DIGITS), RADIX);

const countInAll = (histograms: readonly AmountHistogram[], bin: number): number =>
  histograms.reduce((sum, histogram) => sum + countIn(histogram, bin), 0);

const edgeAbove = (bin: number): number => Math.ceil(10 ** (LOWEST_EXPONENT + (bin + 1) / BINS_PER_DECADE));
