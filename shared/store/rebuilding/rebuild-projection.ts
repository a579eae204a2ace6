import type { Item, Table, Write } from '../../ports/table.ts';
import { detectionFact, detectionItem } from '../detections.ts';
import { checkpointKey, DETECTION } from '../keys.ts';
import { carryOut } from '../rebuild.ts';
import type { Beside } from './beside.ts';
import { compareItems, comparePartitions, type Difference } from './compare.ts';

/** Something that is folded from the ledger, and where it is kept. */
export interface Rebuildable {
  readonly name: string;
  /** Folds what is new in the ledger. */
  readonly advance: (table: Table) => Promise<unknown>;
  /** The partitions that it has in a table. */
  readonly partitions: (table: Table) => Promise<readonly string[]>;
}

export interface Comparison {
  readonly name: string;
  /** Items that were compared. */
  readonly items: number;
  readonly differences: readonly Difference[];
}

/** What differs is looked at again this often, if the live system moves on in between. */
const PATIENCE = 200;

interface Found {
  readonly items: number;
  readonly differences: readonly Difference[];
  /** The live checkpoint at which all of them differ. */
  readonly checkpoint: Item | undefined;
}

/**
 * Compares a live projection with what the ledger gives from its first entry. The live system goes on meanwhile: what seems
 * to differ is looked at again, at one moment of the projection, until it is the same or stays different.
 */
async function compare(live: Table, beside: Beside, of: Rebuildable): Promise<Found> {
  const key = checkpointKey(of.name);
  const bring = async (checkpoint: Item | undefined): Promise<void> => {
    beside.showUpTo(entryOf(checkpoint));
    await of.advance(beside.table);
  };
  await bring(await live.get(key));
  const partitions = new Set([...(await of.partitions(live)), ...(await of.partitions(beside.table))]);
  const { compared, differences } = await comparePartitions(live, beside.table, [...partitions]);
  let suspects = differences;
  for (let attempt = 0; attempt < PATIENCE; attempt++) {
    const checkpoint = await live.get(key);
    if (suspects.length === 0) return { items: compared, differences: [], checkpoint };
    await bring(checkpoint);
    suspects = await compareItems(
      live,
      beside.table,
      suspects.map((one) => one.key),
    );
    const after = await live.get(key);
    if (after?.version === checkpoint?.version) return { items: compared, differences: suspects, checkpoint };
  }
  throw new Error(`The projection ${of.name} moved on too fast to be compared. Try again at a quieter time.`);
}

const entryOf = (checkpoint: Item | undefined): number =>
  typeof checkpoint?.data.seq === 'number' ? checkpoint.data.seq : 0;

/**
 * Compares, and puts right what differs if `mend` says so. The live projection cannot write over it: each portion is written
 * with the checkpoint, so a runner that was at work fails and looks again. What was detected otherwise becomes an event like
 * after a correction, and alerts follow.
 */
export async function rebuildProjection(
  live: Table,
  beside: Beside,
  of: Rebuildable,
  { mend, now }: { readonly mend: boolean; readonly now: number },
): Promise<Comparison> {
  for (let attempt = 0; attempt < PATIENCE; attempt++) {
    const { items, differences, checkpoint } = await compare(live, beside, of);
    const comparison = { name: of.name, items, differences };
    if (!mend || differences.length === 0) return comparison;
    const seq = entryOf(checkpoint);
    const writes = differences.flatMap((one) => mending(one, { by: seq, at: now }));
    const place = { key: checkpointKey(of.name), item: checkpoint, from: seq, to: seq };
    if ((await carryOut(live, { writes, last: [] }, place)) === 'done') return comparison;
  }
  throw new Error(`The projection ${of.name} moved on too fast to be mended. Try again at a quieter time.`);
}

function mending({ key, live, rebuilt }: Difference, revised: { by: number; at: number }): Write[] {
  if (!key.pk.startsWith(DETECTION)) {
    return rebuilt === undefined
      ? [{ delete: key }]
      : [{ put: key, data: rebuilt.data, index: rebuilt.index }];
  }
  if (rebuilt !== undefined) return [detectionItem({ ...detectionFact.parse(rebuilt.data), revised })];
  // People may have heard of it.
  return live === undefined
    ? []
    : [detectionItem({ ...detectionFact.parse(live.data), revised, retracted: true })];
}
