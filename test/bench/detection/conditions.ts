/** What a made-up team is like. */
export interface Conditions {
  readonly name: string;
  /** Weekends at a tenth, the last 14 days of each quarter at 2.2 times, and growth of 3 % a month. */
  readonly seasons: boolean;
  /** Reps who log one or two more losses of the same kind right after one. */
  readonly batches: boolean;
  /** Reports that come days after the deal was closed. */
  readonly delays: boolean;
  /** Wins beside the losses. */
  readonly wins: boolean;
  /** How many times the losses of the cell it has. */
  readonly crowd: number;
  /** People who report. The fewer, the more of their losses are capped. */
  readonly reps: number;
  /** Days of history before anybody watches. */
  readonly history: number;
}

const USUAL = {
  name: 'usual',
  seasons: true,
  batches: true,
  delays: true,
  wins: false,
  crowd: 1,
  reps: 10,
  history: 180,
} as const;

/** All together first: everything else is one step away from it. */
export const CONDITIONS: readonly [Conditions, ...Conditions[]] = [
  USUAL,
  { ...USUAL, name: 'no-seasons', seasons: false },
  { ...USUAL, name: 'no-batches', batches: false },
  { ...USUAL, name: 'no-delays', delays: false },
  { ...USUAL, name: 'steady', seasons: false, batches: false, delays: false },
  { ...USUAL, name: 'short-history', history: 60 },
  { ...USUAL, name: 'wins', wins: true },
  { ...USUAL, name: 'few-reps', reps: 3 },
  { ...USUAL, name: 'crowded', crowd: 5, reps: 25 },
];
