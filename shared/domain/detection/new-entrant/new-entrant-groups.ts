import type { Closing } from '../closing.ts';
import { keyOf, patternOf } from '../pattern-key.ts';

/**
 * Where deals are kept that name nobody who is counted. A correction may bring a name, and a decision about names may take
 * one back; then the deal is found here.
 */
const NOBODY = 'nobody';

const competitorGroup = (competitor: string): string => keyOf({ competitor, reason: null, segment: null });

/** All that names a competitor is one group. */
export const entrantGroupOf = ({ competitor }: Closing): string =>
  competitor === undefined ? NOBODY : competitorGroup(competitor);

export const entrantGroupsOfCompetitor = (competitor: string | null): string[] => [
  competitor === null ? NOBODY : competitorGroup(competitor),
];

export function isEntrantGroup(item: string): boolean {
  const { competitor = null } = patternOf(item) ?? {};
  return item === NOBODY || (competitor !== null && item === competitorGroup(competitor));
}
