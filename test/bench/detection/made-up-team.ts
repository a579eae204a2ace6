/** Monday 2024-01-01, in days since 1970-01-01: the first day of every team. */
export const FIRST_DAY = 19_723;

export const COMPETITORS = ranked('competitor', 12, (k) => 1 / k);
export const REASONS = ranked('reason', 8, (k) => k ** -0.8);
/** 40, 30, 20 and 10 %. */
export const SEGMENTS = ranked('segment', 4, (k) => 5 - k);
export const REPS = named('rep', 25);
/** So many that the same one is rarely met twice in a run. */
export const ACCOUNTS = named('account', 5_000);

export interface Ranked {
  readonly names: readonly string[];
  readonly shares: readonly number[];
}

/** A number from 0 on, in proportion to the shares. */
export function drawn({ shares }: Ranked, random: () => number): number {
  let left = random();
  for (let index = 0; index < shares.length; index += 1) {
    left -= shares[index] ?? 0;
    if (left < 0) return index;
  }
  return shares.length - 1;
}

function named(kind: string, size: number): readonly string[] {
  return Array.from({ length: size }, (_, index) => `${kind}-${index + 1}`);
}

function ranked(kind: string, size: number, weight: (rank: number) => number): Ranked {
  const weights = Array.from({ length: size }, (_, index) => weight(index + 1));
  const all = weights.reduce((left, right) => left + right);
  return { names: named(kind, size), shares: weights.map((one) => one / all) };
}
