import type { Write } from '../ports/table.ts';

/** Something that asks to be written into the ledger. */
export interface Submission {
  /** Two submissions of one subject never share a write: the second must see what the first did. */
  readonly subject: string;
  /**
   * Reads what the decision needs. It is called after the end of the ledger was read: whatever changes later makes the
   * write fail, because it takes the next number.
   */
  readonly prepare: (recordedAt: number) => Promise<(next: Next) => Planned>;
  readonly reject: (fault: unknown) => void;
}

/** Where the next entry would stand. */
export interface Next {
  readonly seq: number;
  readonly recordedAt: number;
  /** How many reports each person has in this write so far, by the key of the name. */
  readonly reportsBy: Map<string, number>;
}

export interface Planned {
  /** With the next entry of the ledger; empty where there is nothing to store. */
  readonly writes: readonly Write[];
  /** Tells whoever waits, once it is stored. */
  readonly answer: () => void;
}
