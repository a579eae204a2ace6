import type { LedgerEntry } from '../domain/ledger-entry.ts';
import { type Item, type Key, MAX_WRITES, type Table, type Write } from '../ports/table.ts';

/** How a projection takes in an entry that changes what earlier entries said. */
export interface Rebuild {
  /** Is it such an entry? */
  concerns(entry: LedgerEntry): boolean;
  /** Does such an entry also tell something new? Then it is folded as well, once its plan is carried out. */
  isNews(entry: LedgerEntry): boolean;
  /** What must be written. Planned again after some of `writes` were, it must give the others. */
  plan(table: Table, entry: LedgerEntry): Promise<RebuildPlan>;
}

export interface RebuildPlan {
  /** Written in this order, in as many portions as they need. */
  readonly writes: readonly Write[];
  /** A few more, in one write with the checkpoint: what the plan is made from. */
  readonly last: readonly Write[];
}

export const isEmpty = ({ writes, last }: RebuildPlan): boolean => writes.length + last.length === 0;

/**
 * Carries out a plan and moves the checkpoint past its entry. One write, if it fits into a transaction. Otherwise each
 * portion writes the checkpoint as well, without moving it: whoever else runs this projection, be it a step behind or
 * ahead, then fails on the checkpoint's version and looks again. So nobody writes an older state over a newer one, and
 * after a crash the next run plans what is left.
 */
export async function carryOut(
  table: Table,
  { writes, last }: RebuildPlan,
  checkpoint: {
    readonly key: Key;
    readonly item: Item | undefined;
    readonly from: number;
    readonly to: number;
  },
): Promise<'done' | 'overtaken'> {
  let version = checkpoint.item?.version;
  let rest = writes;
  for (;;) {
    const fits = rest.length + last.length < MAX_WRITES;
    const result = await table.write([
      ...(fits ? [...rest, ...last] : rest.slice(0, MAX_WRITES - 1)),
      {
        put: checkpoint.key,
        data: { seq: fits ? checkpoint.to : checkpoint.from },
        when: version === undefined ? 'absent' : { version },
      },
    ]);
    if (result.kind === 'condition-failed') return 'overtaken';
    if (fits) return 'done';
    rest = rest.slice(MAX_WRITES - 1);
    version = (version ?? 0) + 1;
  }
}
