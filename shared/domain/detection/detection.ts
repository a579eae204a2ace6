import type { FamilyName, Figures } from '../families/registry.ts';

/** A combination that is watched. `null` means "any". Without competitor and reason it is all losses together. */
export interface Pattern {
  /** The key of a competitor's name, see names.ts. */
  readonly competitor: string | null;
  /** A reason code, see reasons.ts. */
  readonly reason: string | null;
  /** The key of a segment's name. */
  readonly segment: string | null;
}

/**
 * What a detector says when a report completes something. It is a fact about the ledger: the same ledger gives the
 * same detections, whenever and however often it is folded.
 */
export interface Detection {
  readonly family: FamilyName;
  /** Number of the ledger entry that completed it. */
  readonly seq: number;
  /** When that entry was recorded, milliseconds since 1970. */
  readonly at: number;
  readonly pattern: Pattern;
  /** The text form of the pattern: unique within its family. For a big loss, the deal. */
  readonly key: string;
  /** Number of the entry that opened the epoch. One alert exists per family, key and epoch. */
  readonly epoch: number;
  /**
   * `alarm`: the threshold was crossed; the first one opens the epoch, later ones are repeats within it.
   * `money-doubled`: no new alarm, but the money of the run is twice what it was at the last detection.
   */
  readonly cause: 'alarm' | 'money-doubled';
  /** The coarser pattern whose epoch is running, if there is one: then this is news for its alert, not an alert. */
  readonly mutedBy: { readonly key: string; readonly epoch: number } | null;
  /** Numbers of the ledger entries that made it fire, oldest first, at most the last 32. */
  readonly evidence: readonly number[];
  readonly figures: Figures;
  /** The latest correction that changed it: number of the ledger entry, and when that was recorded. */
  readonly revised?: { readonly by: number; readonly at: number } | undefined;
  /** After that correction it would not have been found. It is kept, because people have heard of it. */
  readonly retracted?: true | undefined;
}

/** The epoch whose alert a detection belongs to: its own, or that of the pattern which mutes it. */
export const ownerOf = ({
  key,
  epoch,
  mutedBy,
}: Detection): { readonly key: string; readonly epoch: number } => mutedBy ?? { key, epoch };
