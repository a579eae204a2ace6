import type { Item, JsonObject } from '../ports/table.ts';

/**
 * An item as the flat record that DynamoDB keeps. The names are short because DynamoDB counts them in the size of
 * every item. The caller's data stays in a map of its own, so that it can never collide with the keys; an item
 * without a place in the index lacks both index attributes, which is what makes the index sparse.
 */
export function itemRecord(item: Item): JsonObject {
  const record = { pk: item.key.pk, sk: item.key.sk, v: item.version, data: item.data };
  return item.index === undefined ? record : { ...record, ipk: item.index.pk, isk: item.index.sk };
}
