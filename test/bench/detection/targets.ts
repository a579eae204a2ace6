/** The figures to reach. */
export const PROMISE = 1;

export const VOLUMES = [10, 40, 200, 1000] as const;
export type Volume = (typeof VOLUMES)[number];

export const SURGES = [
  { name: '3x', times: 3, segment: null },
  { name: '6x', times: 6, segment: null },
  { name: '3x-segment', times: 3, segment: 1 },
  { name: '6x-segment', times: 6, segment: 1 },
] as const;
export type SurgeName = (typeof SURGES)[number]['name'];

/** Median days until a competitor with a share of 8 % is seen; infinite where the reference needed over a year. */
export const DELAYS_TO_REACH: Readonly<Record<Volume, Readonly<Record<SurgeName, number>>>> = {
  10: { '3x': 227, '6x': 46, '3x-segment': Number.POSITIVE_INFINITY, '6x-segment': 272 },
  40: { '3x': 49, '6x': 13, '3x-segment': 196, '6x-segment': 42 },
  200: { '3x': 18, '6x': 5, '3x-segment': 42, '6x-segment': 13 },
  1000: { '3x': 14, '6x': 4, '3x-segment': 18, '6x-segment': 6 },
};
