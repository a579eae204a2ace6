import type { Pattern } from '../detection.ts';

/**
 * What part of the accepted false alarms the patterns of a level may use: a competitor (or a reason, for losses to nobody) 40 %,
 * with a segment 40 %, with a reason 10 %, with both 10 %. They sum to 1, and every loss is in one pattern of each level at most. The
 * keys of a level claim w that sum to at most 1, so at most N_q/A of its alarms a quarter are false, which is its part of B.
 *
 * A rep names the right reason in less than half of the cases, so a surge is rarely seen first by its reason. In a segment it is.
 */
const levelBudget = ({ competitor, reason }: Pattern): number =>
  competitor !== null && reason !== null ? 0.1 : 0.4;

/** A of a pattern: N_q/B divided by the part of its level. */
export const thresholdOf = (pattern: Pattern, wholeThreshold: number): number =>
  wholeThreshold / levelBudget(pattern);
