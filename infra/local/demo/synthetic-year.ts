import { pickCompetitor } from './cast.ts';
import { type PlantedSurge, SURGES } from './planted-surge.ts';
import { createRandom, type Random } from './random.ts';
import { lostDeal, openDeal, type SyntheticDeal, type SyntheticReport, wonDeal } from './synthetic-deal.ts';

export interface YearOptions {
  /** The same seed and the same last day give the same year. */
  readonly seed: number;
  /** Days since 1970-01-01. */
  readonly lastDay: number;
  readonly surges?: readonly PlantedSurge[];
}

const DAYS = 365;
const WIN_SHARE = 0.46;
/** Open deals without a part in any surge, at the end of the year. */
const OPEN_DEALS = 24;

/**
 * A year of a business that does not exist: about 75 closed deals a month, with wins, losses, open deals and mentions,
 * and the surges that were planted. Pure: no clock, no other randomness than the seed.
 *
 * @returns the reports in the order of the days on which they are logged.
 */
export function syntheticYear({ seed, lastDay, surges = SURGES }: YearOptions): SyntheticReport[] {
  const random = createRandom(seed);
  const days = { first: lastDay - DAYS + 1, last: lastDay };
  const deals: SyntheticDeal[] = [];

  for (let day = days.first; day <= days.last; day++) {
    for (let left = closingsOn(random, day); left > 0; left--) {
      deals.push(random.chance(WIN_SHARE) ? wonDeal(random, day, days) : lostDeal(random, day, days));
    }
    for (const surge of surges) {
      const age = day - (lastDay - surge.daysBeforeEnd);
      const isOn = age >= 0 && age < surge.days && isWorkingDay(day);
      if (isOn && random.chance(surge.perDay)) deals.push(lostDeal(random, day, days, surge));
    }
  }
  for (const { daysBeforeEnd, openDeals, competitor, segment } of surges) {
    for (let left = openDeals; left > 0 && competitor !== null; left--) {
      const opened = lastDay - daysBeforeEnd + random.between(-12, 2);
      deals.push(openDeal(random, opened, days, { competitor, segment }));
    }
  }
  for (let left = OPEN_DEALS; left > 0; left--) {
    const competitor = random.chance(0.35) ? pickCompetitor(random) : undefined;
    deals.push(openDeal(random, lastDay - random.between(0, 60), days, { competitor }));
  }
  return numbered(deals);
}

function closingsOn(random: Random, day: number): number {
  if (!isWorkingDay(day)) return random.chance(0.12) ? 1 : 0;
  return random.oneOf([2, 3, 3, 4, 5]);
}

/** 1970-01-01 was a Thursday. */
const isWorkingDay = (day: number): boolean => (day + 3) % 7 < 5;

/** Deals get their numbers in the order in which the CRM first heard of them. */
function numbered(deals: readonly SyntheticDeal[]): SyntheticReport[] {
  const firstDay = (deal: SyntheticDeal) => deal('')[0]?.day ?? 0;
  return deals
    .toSorted((one, other) => firstDay(one) - firstDay(other))
    .flatMap((deal, index) => deal(`SYN-${String(index + 1).padStart(4, '0')}`))
    .sort((one, other) => one.day - other.day);
}
