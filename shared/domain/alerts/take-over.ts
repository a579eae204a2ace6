import type { Detection } from '../detection/detection.ts';
import type { Alert } from './alert.ts';

/**
 * Is an alert the same story as an opening? Then it goes on with it, where a correction took its own opening away: what both
 * teams said about it is said about this. The same kind of pattern, and at least half of the losses in common; the
 * competitor may go by another name now.
 */
export function isSameStory(alert: Alert, { family, pattern, evidence }: Detection): boolean {
  return (
    alert.family === family &&
    alert.pattern.reason === pattern.reason &&
    alert.pattern.segment === pattern.segment &&
    2 * inCommon(alert, { evidence }) >= evidence.length
  );
}

/** How many of the losses behind a detection are behind the alert too. */
function inCommon({ evidence }: Alert, detection: Pick<Detection, 'evidence'>): number {
  const known = new Set(evidence);
  return detection.evidence.filter((seq) => known.has(seq)).length;
}

/** Of several alerts about one story, the one that most is known of goes on: most losses in common, then most answers. */
export const byCloseness =
  (opening: Detection) =>
  (a: Alert, b: Alert): number =>
    inCommon(b, opening) - inCommon(a, opening) ||
    Object.keys(b.acknowledgements).length - Object.keys(a.acknowledgements).length ||
    a.openedAt - b.openedAt;

/** The alert as that of another epoch. */
export const takenOver = (alert: Alert, { key, epoch, pattern }: Detection): Alert => ({
  ...alert,
  key,
  epoch,
  pattern,
});
