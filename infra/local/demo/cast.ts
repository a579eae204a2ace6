import type { ReasonCode } from '../../../shared/domain/reasons.ts';
import type { LossReport } from '../../../shared/domain/report.ts';
import type { Random, Weighted } from './random.ts';

/** Who and what there is in the made-up business. Every name says that it is made up. */
export const COMPETITORS = {
  brightloom: 'Brightloom (synthetic)',
  quorvane: 'Quorvane (synthetic)',
  tessarix: 'Tessarix (synthetic)',
  ovelund: 'Ovelund (synthetic)',
  pellmoor: 'Pellmoor (synthetic)',
  zintara: 'Zintara (synthetic)',
} as const;

const COMPETITOR_WEIGHTS: readonly [Weighted<string>, ...Weighted<string>[]] = [
  [COMPETITORS.tessarix, 30],
  [COMPETITORS.quorvane, 24],
  [COMPETITORS.brightloom, 16],
  [COMPETITORS.pellmoor, 13],
  [COMPETITORS.ovelund, 10],
  [COMPETITORS.zintara, 7],
];

export type Segment = 'enterprise' | 'mid-market' | 'small business';

/** Segments with their part of the deals and the median amount in EUR. */
const SEGMENTS: readonly [Weighted<readonly [Segment, number]>, ...Weighted<readonly [Segment, number]>[]] = [
  [['mid-market', 32_000], 40],
  [['small business', 7_000], 34],
  [['enterprise', 88_000], 26],
];

const REGIONS = ['DACH', 'Nordics', 'Benelux', 'Iberia'] as const;
const PRODUCTS = ['Synthetic Ledger', 'Synthetic Planner', 'Synthetic Portal'] as const;
const REPS = 'ABCDEFGHIJKL';
const CUSTOMERS = 180;

export const pickCompetitor = (random: Random): string => random.weighted(COMPETITOR_WEIGHTS);

export function pickSegment(random: Random): Segment {
  return random.weighted(SEGMENTS)[0];
}

/** What is known of a deal in a segment. A rep works in one region. */
export function pickDeal(random: Random, segment: Segment) {
  const rep = random.between(0, REPS.length - 1);
  const median = SEGMENTS.find(([[name]]) => name === segment)?.[0][1] ?? 10_000;
  const customer = random.between(1, CUSTOMERS);
  return {
    account: `Synthetic customer ${String(customer).padStart(3, '0')}`,
    amount: `${Math.round(random.logNormal(median, 0.45) / 100) * 100}.00`,
    currency: 'EUR',
    segment,
    region: REGIONS[rep % REGIONS.length] ?? REGIONS[0],
    product: random.oneOf(PRODUCTS),
    owner: `Rep ${REPS.charAt(rep)}`,
  };
}

export const pickOutcome = (random: Random): LossReport['outcome'] =>
  random.weighted([
    ['competitor', 55],
    ['no_decision', 29],
    ['withdrawn', 11],
    ['unknown', 5],
  ]);

/** Why a deal is lost, as far as reps say. */
export function pickReason(random: Random, outcome: LossReport['outcome']): ReasonCode {
  switch (outcome) {
    case 'competitor':
      return random.weighted([
        ['price', 26],
        ['product_gap', 24],
        ['relationship', 15],
        ['incumbent', 13],
        ['trust_brand', 12],
        ['service_response', 10],
      ]);
    case 'no_decision':
      return random.weighted([
        ['timing', 28],
        ['priority_change', 26],
        ['unresponsive', 22],
        ['incumbent', 14],
        ['no_budget', 10],
      ]);
    case 'withdrawn':
      return random.weighted([
        ['poor_fit', 50],
        ['unresponsive', 30],
        ['other', 20],
      ]);
    case 'unknown':
      return 'unknown';
  }
}

export const NOTE = 'Synthetic note, made up by the demo: nobody said this.';
