/** What could be chosen otherwise in the detector. */
export interface Choices {
  /** B. */
  readonly budget: number;
  readonly rhos: readonly number[];
  /** Quantile of the bound p0: 0.84 for 80 % from one side, 0 for no bound at all. */
  readonly z: number;
  /** w = (a + 1/2)/(n + prior). */
  readonly prior: number;
  /** Weeks that are no history yet, the running one included. */
  readonly guard: number;
  /** What part of all matches is history at least, however few of them advanced the key: 1 for all of them, 0 for no more than those. */
  readonly leastAdvancing: number;
  /** The part of the budget that each level has: competitor, with reason, with segment, with both. They sum to 1. */
  readonly levels: readonly [number, number, number, number];
}

export const SHIPPED: Choices = {
  budget: 1,
  rhos: [2, 3, 5, 9],
  z: 0.4,
  prior: 50,
  guard: 5,
  leastAdvancing: 1 / 1.2,
  levels: [0.4, 0.1, 0.4, 0.1],
};
