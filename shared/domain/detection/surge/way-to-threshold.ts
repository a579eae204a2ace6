/**
 * How much of the way is done, 0 to 1. Each match multiplies the strength by about the same factor, so the logarithm
 * grows by about the same step: that is what a reader takes a bar for.
 */
export function wayToThreshold({
  strength,
  threshold,
}: {
  readonly strength: number;
  readonly threshold: number;
}): number {
  if (!(threshold > 0) || !(strength > 0)) return 0;
  return Math.min(1, Math.log1p(strength) / Math.log1p(threshold));
}
