import * as z from 'zod';
import { newRing } from '../counts/ring.ts';

/** 15 bins for each power of ten: neighbouring edges differ by a factor of 1.166. */
const BINS_PER_DECADE = 15;
/** From 100 to 10^11 minor units, 1 to a billion in most currencies. What lies outside counts in the outermost bins. */
const LOWEST_EXPONENT = 2;
const BINS = 9 * BINS_PER_DECADE;

/** Counts of amounts on a logarithmic scale: below 1 KB, so that writing it costs one unit. */
export const amountHistogramSchema = z.object({
  /** The sum of the bins. */
  total: z.int().nonnegative(),
  bins: z.array(z.int().nonnegative()).length(BINS),
});

export type AmountHistogram = z.infer<typeof amountHistogramSchema>;

export const noAmounts = (): AmountHistogram => ({ total: 0, bins: newRing(BINS) });

/** @param amount Minor units, above 0. */
export function countAmount(histogram: AmountHistogram, amount: number): void {
  const bin = binOf(amount);
  histogram.bins[bin] = (histogram.bins[bin] ?? 0) + 1;
  histogram.total += 1;
}

function binOf(amount: number): number {
  const place = Math.floor((Math.log10(amount) - LOWEST_EXPONENT) * BINS_PER_DECADE);
  return Math.min(BINS - 1, Math.max(0, place));
}

export const countOf = (histograms: readonly Readonly<AmountHistogram>[]): number =>
  histograms.reduce((sum, { total }) => sum + total, 0);

/**
 * The smallest edge between bins that at most the share `tail` of all counted amounts reach, in minor units.
 *
 * It is the quantile 1 - tail rounded up to an edge, so at most 16.6 % above it. Rounding up keeps the share: amounts that
 * crowd in one bin, as with a list price, are all below the edge or all above it, and never more than `tail` above.
 */
export function rareAmount(histograms: readonly Readonly<AmountHistogram>[], tail: number): number {
  const most = tail * countOf(histograms);
  let reached = 0;
  for (let bin = BINS - 1; bin >= 0; bin -= 1) {
    for (const { bins } of histograms) reached += bins[bin] ?? 0;
    if (reached > most) return edgeAbove(bin);
  }
  return 0;
}

/**
 * May an amount reach the {@link rareAmount}? Of most that are counted a look at the bins next above says no.
 */
export function mayBeRare(
  histograms: readonly Readonly<AmountHistogram>[],
  amount: number,
  tail: number,
): boolean {
  const most = tail * countOf(histograms);
  let larger = 0;
  for (let bin = binOf(amount) + 1; bin < BINS && larger <= most; bin += 1) {
    for (const { bins } of histograms) larger += bins[bin] ?? 0;
  }
  return larger <= most;
}

const edgeAbove = (bin: number): number => Math.ceil(10 ** (LOWEST_EXPONENT + (bin + 1) / BINS_PER_DECADE));
