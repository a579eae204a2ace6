import type { Report } from '../../../shared/domain/deal.ts';
import { createDeals } from './synthetic-deals.ts';
import { createRandom } from './random.ts';
import { type PlantedSurge, SURGES } from './planted-surge.ts';

/** A report and the day on which it is logged, days since 1970-01-01. */
export interface SyntheticReport {
  readonly day: number;
  readonly report: Report;
}

export interface SyntheticYear {
  /** In the order of their days. */
  readonly reports: readonly SyntheticReport[];
}

export interface YearOptions {
  readonly seed: number;
  /** The last day, days since 1970-01-01. */
  readonly lastDay: number;
  readonly surges?: readonly PlantedSurge[];
}
