import type { Table } from '../../ports/table.ts';
import { besideOf } from './beside.ts';
import { type Comparison, type Rebuildable, rebuildProjection } from './rebuild-projection.ts';
import { rebuildRecorded } from './rebuild-recorded.ts';

interface RebuildOptions {
  /** An empty table for what is made anew. */
  readonly scratch: Table;
  readonly projections: readonly Rebuildable[];
  /** Is what differs put right, or only told? */
  readonly mend: boolean;
  readonly now: number;
}

/**
 * Makes everything that follows from the ledger once more, beside the running system, and compares. What differs is put
 * right afterwards, item by item; nothing is taken away while it is made anew.
 */
export async function* rebuildAll(
  live: Table,
  { scratch, projections, mend, now }: RebuildOptions,
): AsyncGenerator<Comparison> {
  const beside = besideOf(live, scratch);
  yield await rebuildRecorded(live, beside, { mend });
  for (const projection of projections) {
    yield await rebuildProjection(live, beside, projection, { mend, now });
  }
}
