import type { Closing } from '../../../shared/domain/detection/closing.ts';
import { closing, DAY_MS, generator, MONDAY } from './closings.ts';

/** A share that becomes `times` as large from `day` on. */
export interface Surge {
  readonly competitor: string;
  readonly segment?: string;
  readonly times: number;
  readonly day: number;
}

/** The Monday on which every stream begins. */
export const START = MONDAY - 7 * 52;

const COMPETITORS = ranked('competitor', 12, (k) => 1 / k);
const REASONS = ranked('reason', 8, (k) => k ** -0.8);
const SEGMENTS = ranked('segment', 4, (k) => 5 - k);
const REPS = 10;

/**
 * Losses at random: 12 competitors with shares in proportion to 1/k, 8 reasons, 4 segments, 10 reps, and accounts that
 * are almost always new. A surge comes on top of what would have been lost anyway.
 */
export function losses(options: {
  readonly seed: number;
  readonly days: number;
  readonly perDay: number;
  readonly surge?: Surge;
}): readonly Closing[] {
  const random = generator(options.seed);
  const { surge } = options;
  const closings: Closing[] = [];
  const lose = (day: number, competitor: string, segment: string) => {
    const seq = closings.length + 1;
    const rep = `rep-${Math.floor(random() * REPS)}`;
    const account = `account-${Math.floor(random() * 1e6)}`;
    const amount = Math.round(100_000 * Math.exp(random()));
    const money = { amount, currency: 'EUR' };
    closings.push(
      closing({ seq, day, competitor, reason: drawn(REASONS, random), segment, rep, account, money }),
    );
  };
  for (let day = START; day < START + options.days; day += -Math.log(1 - random()) / options.perDay) {
    const competitor = drawn(COMPETITORS, random);
    const segment = drawn(SEGMENTS, random);
    lose(day, competitor, segment);
    const surges =
      surge !== undefined &&
      day >= START + surge.day &&
      competitor === surge.competitor &&
      segment === (surge.segment ?? segment);
    for (let more = 1; surges && more < surge.times; more += 1) {
      lose(day + random(), competitor, surge.segment ?? drawn(SEGMENTS, random));
    }
  }
  return closings
    .toSorted((one, other) => one.recordedAt - other.recordedAt)
    .map((one, index) => ({ ...one, seq: index + 1, dealId: `D-${index + 1}` }));
}

/** Days since the stream began. */
export function dayInStream(at: number): number {
  return at / DAY_MS - START;
}

type Ranked = readonly { readonly name: string; readonly share: number }[];

function ranked(kind: string, size: number, weight: (rank: number) => number): Ranked {
  const weights = Array.from({ length: size }, (_, index) => weight(index + 1));
  const all = weights.reduce((left, right) => left + right);
  return weights.map((one, index) => ({ name: `${kind}-${index + 1}`, share: one / all }));
}

function drawn(names: Ranked, random: () => number): string {
  let left = random();
  for (const { name, share } of names) {
    left -= share;
    if (left < 0) return name;
  }
  return names.at(-1)?.name ?? '';
}
