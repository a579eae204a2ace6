import * as z from 'zod';
import type { Item, JsonObject } from '../../ports/table.ts';

/** What DynamoDB's client makes of the types that items are made of is JSON all the way down. */
const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const record = z.object({
  pk: z.string(),
  sk: z.string(),
  v: z.number(),
  data: z.custom<JsonObject>(isObject, 'is not a map'),
  ipk: z.string().optional(),
  isk: z.string().optional(),
});

/** The item in a record of the table or of its stream; the inverse of `itemRecord`. */
export function itemOfRecord(value: unknown): Item {
  const { pk, sk, v, data, ipk, isk } = record.parse(value);
  const item = { key: { pk, sk }, version: v, data };
  return ipk === undefined || isk === undefined ? item : { ...item, index: { pk: ipk, sk: isk } };
}
