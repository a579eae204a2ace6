import type { LedgerEntry } from './ledger-entry.ts';

/**
 * A projection is a fold over the ledger: it reads entries in order and keeps small state items, each under a name.
 * The same fold runs live, in a backtest and in a rebuild; it must depend on nothing but the items and the entry.
 */
export interface Projection<State, Fact, Kept = never> {
  readonly name: string;
  /**
   * The names of the items that this entry may read or change. `items` has those of them that were read so far and exist:
   * what is in one item may lead to another. An entry that this projection has no interest in touches nothing.
   */
  touches(entry: LedgerEntry, items: ReadonlyMap<string, State>): readonly string[];
  /**
   * Folds one entry. `items` has those of the touched items that exist. Their states belong to the fold: it may change them in place,
   * and gives them back among those that changed.
   */
  fold(items: ReadonlyMap<string, State>, entry: LedgerEntry): Step<State, Fact, Kept>;
}

interface Step<State, Fact, Kept = never> {
  /** The items that changed, by name, or may have. */
  readonly changed: ReadonlyMap<string, State>;
  /** What the rest of the system must hear of, in order. */
  readonly facts: readonly Fact[];
  /** What is kept of the entry itself, for a rebuild: one thing at most. The fold never reads it. */
  readonly kept?: readonly Kept[];
}
