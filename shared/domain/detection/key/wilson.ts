/**
 * The Wilson score interval for a share that was seen as `share` in `trials` trials.
 *
 * Source: E. B. Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22 (1927) 209-212.
 * Unlike the textbook interval it stays inside (0, 1) and is usable from the first trial on.
 *
 * @param z Quantile of the normal distribution: 1.96 for 95 % between both ends, 0.84 for 80 % below the upper end.
 */
export const wilsonInterval = (share: number, trials: number, z: number): readonly [number, number] => [
  1 - wilsonUpper(1 - share, trials, z),
  wilsonUpper(share, trials, z),
];

/** The upper end alone: a bound from one side. */
export function wilsonUpper(share: number, trials: number, z: number): number {
  const zz = (z * z) / trials;
  const spread = z * Math.sqrt((share * (1 - share)) / trials + zz / (4 * trials));
  return (share + zz / 2 + spread) / (1 + zz);
}
