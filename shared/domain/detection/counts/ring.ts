/**
 * Counts by age: the first is of the running period, each later one of a period before. A ring is changed in place.
 */
export const newRing = (periods: number): number[] => Array.from({ length: periods }, () => 0);

/**
 * So many periods pass.
 *
 * @returns the sum of what is now too old for the ring.
 */
export function turn(ring: number[], periods: number): number {
  let gone = 0;
  // By hand: for a handful of numbers `copyWithin` takes several times as long.
  for (let age = ring.length - 1; age >= 0; age -= 1) {
    if (age >= ring.length - periods) gone += ring[age] ?? 0;
    ring[age] = age >= periods ? (ring[age - periods] ?? 0) : 0;
  }
  return gone;
}

/** One more of this age. @returns whether the ring reaches back so far. */
export function countAt(ring: number[], age: number): boolean {
  const before = ring[age];
  if (before === undefined) return false;
  ring[age] = before + 1;
  return true;
}

/** The sum of the ages from `from` on, up to and without `to`. Ages before the first count nothing. */
export function sumOf(ring: readonly number[], from = 0, to = ring.length): number {
  let sum = 0;
  for (let age = Math.max(0, from); age < Math.min(to, ring.length); age += 1) sum += ring[age] ?? 0;
  return sum;
}

/** The age of the oldest period below `to` that counted anything; -1 where none did. */
export function oldestAge(ring: readonly number[], to = ring.length): number {
  let age = to - 1;
  while (age >= 0 && ring[age] === 0) age -= 1;
  return age;
}
