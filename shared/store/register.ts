import * as z from 'zod';
import type { Item, Table } from '../ports/table.ts';
import { REGISTER } from './keys.ts';

/** `candidate`: a name that reports brought and nobody has confirmed. */
export const COMPETITOR_STATUSES = ['candidate', 'known', 'archived'] as const;

const registered = z.object({ name: z.string(), status: z.enum(COMPETITOR_STATUSES) });
export type Registered = z.output<typeof registered>;

export const registeredIn = (item: Item): Registered => registered.parse(item.data);

/** What people decided on, by the key of the name. */
export async function readRegister(table: Table): Promise<ReadonlyMap<string, Registered>> {
  const { items } = await table.query({ pk: REGISTER });
  return new Map(items.map((item) => [item.key.sk, registeredIn(item)]));
}
