import type { Report } from './reports.ts';

/** What a detector says to people: an alarm that nothing mutes. */
export interface Alarm {
  /** When, milliseconds since 1970. */
  readonly at: number;
  /** Whom it is about; `null` where the pattern is not of one segment. */
  readonly competitor: number;
  readonly segment: number | null;
  /** Does it open an alert? Otherwise it is news for one that is open. */
  readonly opens: boolean;
}

export type Detector = (reports: readonly Report[]) => Iterable<Alarm>;
