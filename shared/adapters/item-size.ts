import type { Item, Json, JsonObject } from '../ports/table.ts';
import { itemRecord } from './item-record.ts';

/**
 * The size of an item in bytes by DynamoDB's rule, which decides both what fits and what it costs. For numbers AWS
 * itself calls the rule approximate; the rest is exact.
 *
 * Source: "DynamoDB item sizes and formats",
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
 */
export function itemSize(item: Item): number {
  return attributesSize(itemRecord(item));
}

function attributesSize(attributes: JsonObject): number {
  let size = 0;
  for (const [name, value] of Object.entries(attributes)) size += Buffer.byteLength(name) + valueSize(value);
  return size;
}

/** A list or a map takes 3 bytes, and 1 more for each element; a map also counts the names of its elements. */
function valueSize(value: Json): number {
  if (typeof value === 'string') return Buffer.byteLength(value);
  if (typeof value === 'number') return numberSize(value);
  if (typeof value === 'boolean' || value === null) return 1;
  if (isList(value)) return value.reduce<number>((size, element) => size + valueSize(element) + 1, 3);
  return 3 + attributesSize(value) + Object.keys(value).length;
}

/** One byte for every two significant digits and one more; zeros at either end are not significant. */
function numberSize(value: number): number {
  const [mantissa = ''] = Math.abs(value).toString().split('e');
  const significant = mantissa.replace('.', '').replace(/^0+/, '').replace(/0+$/, '');
  return Math.ceil(significant.length / 2) + 1;
}

function isList(value: readonly Json[] | JsonObject): value is readonly Json[] {
  return Array.isArray(value);
}
