import { sameJson } from '../../domain/same-json.ts';
import type { Item, Key, Table } from '../../ports/table.ts';
import { detectionFact } from '../detections.ts';
import { DETECTION } from '../keys.ts';

/** One item as it is, and as the ledger says it should be. */
export interface Difference {
  readonly key: Key;
  readonly live: Item | undefined;
  readonly rebuilt: Item | undefined;
}

/** The items of whole partitions in both tables that do not say the same. */
export async function comparePartitions(
  live: Table,
  rebuilt: Table,
  partitions: readonly string[],
): Promise<{ readonly compared: number; readonly differences: readonly Difference[] }> {
  let compared = 0;
  const differences: Difference[] = [];
  for (const pk of partitions) {
    const [mine, theirs] = await Promise.all([live.query({ pk }), rebuilt.query({ pk })]);
    const pairs = paired(mine.items, theirs.items);
    compared += pairs.length;
    differences.push(...pairs.filter(isDifferent));
  }
  return { compared, differences };
}

/** The items with these keys that do not say the same. */
export async function compareItems(live: Table, rebuilt: Table, keys: readonly Key[]): Promise<Difference[]> {
  const [mine, theirs] = await Promise.all([live.getMany(keys), rebuilt.getMany(keys)]);
  return paired(mine, theirs).filter(isDifferent);
}

function paired(mine: readonly Item[], theirs: readonly Item[]): Difference[] {
  const name = ({ key }: Item) => JSON.stringify([key.pk, key.sk]);
  const live = new Map(mine.map((item) => [name(item), item]));
  const rebuilt = new Map(theirs.map((item) => [name(item), item]));
  return [...new Set([...live.keys(), ...rebuilt.keys()])].flatMap((one) => {
    const [a, b] = [live.get(one), rebuilt.get(one)];
    const key = a?.key ?? b?.key;
    return key === undefined ? [] : [{ key, live: a, rebuilt: b }];
  });
}

const isDifferent = ({ live, rebuilt }: Difference): boolean =>
  !sameJson(saidBy(live), saidBy(rebuilt)) || !sameJson(live?.index, rebuilt?.index);

/**
 * What an item says. Which correction changed a detection is not part of it, and one that was retracted says nothing: the
 * ledger alone does not know what people once heard of.
 */
function saidBy(item: Item | undefined): unknown {
  if (item === undefined || !item.key.pk.startsWith(DETECTION)) return item?.data;
  const { revised: _, ...said } = detectionFact.parse(item.data);
  return said.retracted ? undefined : said;
}
