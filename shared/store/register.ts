import {
  type CountedAs,
  countedAsIn,
  type RegisteredName,
  registeredName,
} from '../domain/competitors/register.ts';
import type { Table } from '../ports/table.ts';
import { REGISTER, registerKey } from './keys.ts';

/** Everything that people decided about competitors, by the keys of the names. */
export async function readRegister(table: Table): Promise<ReadonlyMap<string, RegisteredName>> {
  const { items } = await table.query({ pk: REGISTER });
  return new Map(items.map((item) => [item.key.sk, registeredName.parse(item.data)]));
}

/** What people decided about these names, as far as they did. */
export async function readNames(
  table: Table,
  keys: readonly string[],
): Promise<ReadonlyMap<string, RegisteredName>> {
  const items = await table.getMany(keys.map(registerKey));
  return new Map(items.map((item) => [item.key.sk, registeredName.parse(item.data)]));
}

/** Under whom these names are counted now. */
export const countedNow = async (table: Table, keys: readonly string[]): Promise<CountedAs> =>
  countedAsIn(await readNames(table, keys));
