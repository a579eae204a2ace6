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
  const { bins, total, top } = countsIn(histogram);
  const before = bins[bin] ?? 0;
  if (before === FULL) return histogram;
  const [from, to] = [bin * DIGITS, (bin + 1) * DIGITS];
  const more =
    histogram.slice(0, from) + (before + 1).toString(RADIX).padStart(DIGITS, '0') + histogram.slice(to);
  remember(more, { bins: bins.with(bin, before + 1), total: total + 1, top: Math.max(top, bin) });
  return more;
}

export function countOf(histograms: readonly AmountHistogram[]): number {
  return histograms.reduce((sum, histogram) => sum + countsIn(histogram).total, 0);
}

/**
 * The smallest edge between bins that at most the share `tail` of all counted amounts reach, in minor units.
 *
 * It is the quantile 1 - tail rounded up to an edge, so at most 16.6 % above it. Rounding up keeps the share: amounts that
 * crowd in one bin, as with a list price, are all below the edge or all above it, and never more than `tail` above.
 */
export function rareAmount(histograms: readonly AmountHistogram[], tail: number): number {
  const counted = histograms.map(countsIn);
  const most = tail * countOf(histograms);
  let bin = counted.reduce((highest, { top }) => Math.max(highest, top), -1);
  for (let reached = 0; bin >= 0; bin -= 1) {
    for (let index = 0; index < counted.length; index += 1) reached += counted[index]?.bins[bin] ?? 0;
    if (reached > most) return edgeAbove(bin);
  }
  return 0;
}

interface Counts {
  readonly bins: readonly number[];
  readonly total: number;
  /** The highest bin that is not empty; -1 where all are. */
  readonly top: number;
}

/**
 * What was read of texts lately. A fold asks for the same few again and again, of which one has changed by one count; to
 * read them anew would be most of its time.
 */
const read = new Map<AmountHistogram, Counts>();
const MOST_READ = 300;

function countsIn(histogram: AmountHistogram): Counts {
  const known = read.get(histogram);
  if (known !== undefined) return known;
  const bins = Array.from({ length: BINS }, (_, bin) =>
    Number.parseInt(histogram.slice(bin * DIGITS, (bin + 1) * DIGITS), RADIX),
  );
  const total = bins.reduce((left, right) => left + right, 0);
  const counts = { bins, total, top: bins.findLastIndex((count) => count > 0) };
  remember(histogram, counts);
  return counts;
}

function remember(histogram: AmountHistogram, counts: Counts): void {
  if (read.size >= MOST_READ) read.clear();
  read.set(histogram, counts);
}

const edgeAbove = (bin: number): number => Math.ceil(10 ** (LOWEST_EXPONENT + (bin + 1) / BINS_PER_DECADE));
