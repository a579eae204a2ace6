import { keyOf } from '../detection/pattern-key.ts';
import { currentRun } from '../detection/surge/current-run.ts';
import { type LossSurgeState, RHOS, TEAM } from '../detection/surge/loss-surge-state.ts';
import type { Figures } from '../families/registry.ts';

/**
 * By how much the chance has risen that an open deal of a segment is lost to the competitor: 1 is twice the usual chance. It is the
 * share of the run in all closed deals over the usual share, less one. The difference of both would not do: a small segment has
 * a small share of all deals even when it loses each of its own.
 */
export type RiseOf = (segment: string | null) => number;

/** Where nothing is known about a rise, it is the smallest that is watched for. */
export const EVEN_RISE: RiseOf = () => RHOS[0] - 1;
/** The largest that is watched for: the usual share of a rare pattern is too uncertain for more. */
const LARGEST_RATE = RHOS[3];

/** The items of the loss-surge fold that tell the rise for deals of these segments. */
export const itemsOfRise = (competitor: string, segments: readonly (string | null)[]): string[] => [
  TEAM,
  ...new Set([null, ...segments].map((segment) => keyOf({ competitor, reason: null, segment }))),
];

/**
 * The rise by the finest pattern that has a run: the competitor in the segment, or the competitor. The reason for which an open
 * deal will be lost is not known. Where neither has a run, by the figures of the alert.
 *
 * @param items those of {@link itemsOfRise} that exist, as they stand after the last closed deal.
 */
export function riseOf(
  items: ReadonlyMap<string, LossSurgeState>,
  competitor: string,
  figures: Figures,
): RiseOf {
  const team = items.get(TEAM);
  const ofPattern = (segment: string | null): number | undefined => {
    const state = items.get(keyOf({ competitor, reason: null, segment }));
    if (team?.kind !== 'team' || state?.kind !== 'pattern') return undefined;
    const { usual, matches, of } = currentRun(team, state, team.closed.week);
    return of === 0 ? undefined : risen(matches / of, usual.share);
  };
  const told = 'usualShare' in figures ? risen(figures.matches / figures.of, figures.usualShare) : undefined;
  return (segment) => ofPattern(segment) ?? ofPattern(null) ?? told ?? EVEN_RISE(segment);
}

const risen = (share: number, usual: number): number =>
  Math.max(0, Math.min(LARGEST_RATE, share / usual) - 1);
