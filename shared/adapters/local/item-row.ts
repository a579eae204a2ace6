import * as z from 'zod';
import type { Item, JsonObject, Key } from '../../ports/table.ts';

const itemRow = z.object({
  pk: z.string(),
  sk: z.string(),
  version: z.number(),
  data: z.string(),
  index_pk: z.string().nullable(),
  index_sk: z.string().nullable(),
});

export const ITEM_COLUMNS = 'pk, sk, version, data, index_pk, index_sk';

/** An item from a row that has the {@link ITEM_COLUMNS}. */
export function itemFromRow(row: unknown): Item {
  const { pk, sk, version, data, index_pk, index_sk } = itemRow.parse(row);
  return storedItem({ pk, sk }, version, data, index_pk, index_sk);
}

export function storedItem(
  key: Key,
  version: number,
  data: string,
  indexPk: string | null,
  indexSk: string | null,
): Item {
  const item = { key, version, data: parseObject(data) };
  return indexPk === null || indexSk === null ? item : { ...item, index: { pk: indexPk, sk: indexSk } };
}

function parseObject(text: string): JsonObject {
  const value: unknown = JSON.parse(text);
  if (!isObject(value)) throw new Error('The data of a stored item is not a JSON object.');
  return value;
}

/** Whatever JSON.parse gives is JSON all the way down, so the outermost level is all there is to check. */
function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
