import { GUARD_WEEKS } from '../week.ts';
import { daysOfPhase, type Phase } from './quarter-phase.ts';
import { inAllPhases, inPhase, oldestTelling, type WeeklyLosses } from './weekly-losses.ts';

/** What is usual in a phase of the quarter, from what is older than the guard. Losses per week of seven such days. */
export interface UsualLosses {
  /** The best single guess, for people. */
  readonly perWeek: number;
  /** A bound that the true rate stays below: the promise holds as far as this is true. */
  readonly bound: number;
}

/** One-sided 80 %, as for shares. */
const Z = 0.84;
/** What is a quarter of a year older weighs half. */
const HALF_LIFE_WEEKS = 13;
/** A business that grows by so much is no surge: 3 % a month, 43 % a year. */
const GROWTH_A_WEEK = 1.03 ** (12 / 52.18);
/** Fewer days of a phase say nothing about it. */
const FEWEST_DAYS = 7;

/**
 * The usual rate of losses in a phase. With weights v = 2^(-age/13) over the weeks before the guard, S = Σv·count and
 * E = Σv·days/7, the guess is S/E. The bound is that of a Poisson count of S²/Σv²·count losses that are `dispersion` times
 * as dispersed, and allows for growth from the mean age of what was counted until now. It is undefined where too little
 * of the phase was seen.
 *
 * Source of the bound: it inverts the normal test of a Poisson mean, (x - n)/√x = z, as Wilson's does for a share.
 */
export function usualLosses(
  losses: Readonly<WeeklyLosses>,
  phase: Phase,
  dispersion: number,
): UsualLosses | undefined {
  const oldest = oldestTelling(losses);
  let [days, weight, sum, squares, ages] = [0, 0, 0, 0, 0];
  for (let age = GUARD_WEEKS; age <= oldest; age += 1) {
    const seen = daysOfPhase(losses.week - age, phase);
    const v = 0.5 ** (age / HALF_LIFE_WEEKS);
    const count = inPhase(losses, phase, age);
    days += seen;
    weight += v * seen;
    ages += v * seen * age;
    sum += v * count;
    squares += v * v * count;
  }
  if (days < FEWEST_DAYS) return undefined;
  const scale = dispersion * (sum > 0 ? squares / sum : 1);
  const perWeek = (7 * sum) / weight;
  const growth = GROWTH_A_WEEK ** (ages / weight);
  return { perWeek, bound: ((7 * scale * poissonUpper(sum / scale)) / weight) * growth };
}

const poissonUpper = (n: number): number => n + (Z * Z) / 2 + Z * Math.sqrt(n + (Z * Z) / 4);

/** So many pairs of weeks, as dispersed as in the made-up teams of the bench, speak before the team's own do. */
const SUPPOSED = { pairs: 8, dispersion: 1.35 } as const;

/**
 * How many times more the weekly numbers vary than independent losses would: reps who log several at once, campaigns,
 * holidays. From the differences of successive weeks, (a - b)²/(a + b), whose mean is 1 for independent losses however
 * many they are and however slowly their number changes. Only weeks between the ends of quarters are compared.
 * Source: J. von Neumann, "Distribution of the ratio of the mean square successive difference to the variance", Annals of
 * Mathematical Statistics 12 (1941) 367-395.
 */
export function dispersionOf(losses: Readonly<WeeklyLosses>): number {
  const { pairs, dispersion } = SUPPOSED;
  let [compared, sum] = [pairs, pairs * dispersion];
  const oldest = oldestTelling(losses);
  for (let age = GUARD_WEEKS; age < oldest; age += 1) {
    const [a, b] = [inAllPhases(losses, age), inAllPhases(losses, age + 1)];
    const isMiddle = [age, age + 1].every((one) => daysOfPhase(losses.week - one, 'middle') === 7);
    if (!isMiddle || a + b === 0) continue;
    compared += 1;
    sum += (a - b) ** 2 / (a + b);
  }
  return Math.max(1, sum / compared);
}
