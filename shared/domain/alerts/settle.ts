import { type Detection, ownerOf } from '../detection/detection.ts';
import { sameJson } from '../same-json.ts';
import type { Alert } from './alert.ts';
import { joinedEvidence } from './life.ts';

/** Does this detection open an epoch of its own, as things stand? */
export const opensEpoch = ({ seq, epoch, mutedBy, retracted }: Detection): boolean =>
  seq === epoch && mutedBy === null && retracted === undefined;

/**
 * The alert after a correction changed detections of its epoch. If the opening no longer stands, the alert says so and
 * keeps everything else: people have answered it. If it stands (again), the alert has the figures of the newest detection
 * that does. Either way nobody gets a message. Deals that no longer count stay among the evidence, where they say so.
 *
 * @param opening the detection at the opening of the alert's epoch.
 * @param epoch all detections that belong to the alert, as they stand.
 */
export function settled(alert: Alert, opening: Detection, epoch: readonly Detection[], now: number): Alert {
  const standing = epoch.filter(({ retracted, mutedBy }) => retracted === undefined && mutedBy === null);
  const newest = standing.at(-1) ?? opening;
  const after: Alert = opensEpoch(opening)
    ? {
        ...alert,
        pattern: opening.pattern,
        figures: newest.figures,
        evidence: joinedEvidence(alert.evidence, newest.evidence),
        retracted: undefined,
      }
    : { ...alert, retracted: alert.retracted ?? opening.revised };
  // What was read before the correction must not come in after it.
  const detectedUpTo = Math.max(alert.detectedUpTo, ...epoch.map(({ seq }) => seq));
  const told = { ...after, detectedUpTo };
  return sameJson(told, alert) ? alert : { ...told, updatedAt: now };
}

/** Does the detection belong to the alert of this epoch, or stand where the epoch was opened? */
export function isOfEpoch(
  detection: Detection,
  of: { readonly key: string; readonly epoch: number },
): boolean {
  const owner = ownerOf(detection);
  return (owner.key === of.key && owner.epoch === of.epoch) || isOpeningOf(detection, of);
}

export const isOpeningOf = (
  { key, seq }: Detection,
  of: { readonly key: string; readonly epoch: number },
): boolean => key === of.key && seq === of.epoch;
