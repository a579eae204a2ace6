import { nameKey } from '../../../shared/domain/names.ts';
import type { ReasonCode } from '../../../shared/domain/reasons.ts';
import { COMPETITORS, type Segment } from './cast.ts';

/** A rise of losses that the demo puts into its year on purpose. `null` means any. */
export interface PlantedSurge {
  /** What was planted, in words. */
  readonly title: string;
  /** The competitor that takes the deals; `null` for losses to nobody. */
  readonly competitor: string | null;
  readonly segment: Segment | null;
  readonly reason: ReasonCode | null;
  /** Days before the end of the year on which it starts. */
  readonly daysBeforeEnd: number;
  readonly days: number;
  /** Additional losses on a working day. */
  readonly perDay: number;
  /** Open deals with the competitor that are not decided when the year ends. */
  readonly openDeals: number;
}

export const SURGES: readonly PlantedSurge[] = [
  {
    title: `${COMPETITORS.zintara} takes more deals everywhere`,
    competitor: COMPETITORS.zintara,
    segment: null,
    reason: null,
    daysBeforeEnd: 205,
    days: 28,
    perDay: 0.8,
    openDeals: 3,
  },
  {
    title: 'more deals are lost to nobody because the budget was cut',
    competitor: null,
    segment: null,
    reason: 'no_budget',
    daysBeforeEnd: 118,
    days: 28,
    perDay: 0.7,
    openDeals: 0,
  },
  {
    title: `${COMPETITORS.brightloom} takes more enterprise deals on price`,
    competitor: COMPETITORS.brightloom,
    segment: 'enterprise',
    reason: 'price',
    daysBeforeEnd: 27,
    days: 19,
    perDay: 0.7,
    openDeals: 5,
  },
];

/** After a surge has ended its losses are still among the latest, so an alert may come a little later. */
const AFTERMATH_DAYS = 21;

/** What an alert about a pattern says, as far as a surge can have caused it. */
export interface Raised {
  readonly pattern: {
    readonly competitor: string | null;
    readonly segment: string | null;
    readonly reason: string | null;
  };
  /** Days since 1970-01-01. */
  readonly day: number;
}

/** Did this surge cause that alert? Both must be about the same losses, at the same time. */
export function isCausedBy({ pattern, day }: Raised, surge: PlantedSurge, lastDay: number): boolean {
  const start = lastDay - surge.daysBeforeEnd;
  if (day < start || day > start + surge.days + AFTERMATH_DAYS) return false;
  const key = surge.competitor === null ? null : nameKey(surge.competitor);
  const fits = (said: string | null, planted: string | null) =>
    said === null || planted === null || said === nameKey(planted);
  return (
    pattern.competitor === key &&
    fits(pattern.segment, surge.segment) &&
    (pattern.reason === null || surge.reason === null || pattern.reason === surge.reason)
  );
}
