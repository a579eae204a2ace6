import type { Pattern } from '../domain/detection/detection.ts';
import type { Drift } from '../domain/detection/surge/drift.ts';

/** A slowly growing pattern, for the page and the API. */
export interface DriftRow extends Omit<Drift, 'eValue'> {
  /** "Acme, enterprise, price". */
  readonly title: string;
  /** How much better a growth explains the losses than chance does. */
  readonly strength: number;
  /** Does an alert about it take in what happens? */
  readonly epochRunning: boolean;
}

export const driftRows = (
  drifts: readonly Drift[],
  titleOf: (pattern: Pattern) => string,
  hasAlert: (key: string) => boolean,
): DriftRow[] =>
  drifts.map(({ eValue, ...drift }) => ({
    ...drift,
    title: titleOf(drift.pattern),
    strength: eValue,
    epochRunning: hasAlert(drift.key),
  }));
