import { isTooLongForKey, nameKey } from '../domain/names.ts';
import type { Table } from '../ports/table.ts';
import { competitorKey } from './keys.ts';
import { getName, listNames } from './names.ts';
import { type Registered, readRegister, registeredIn } from './register.ts';

export interface Competitor extends Registered {
  readonly key: string;
}

/** The competitors that people decided on, and the candidates from reports; by name. */
export async function listCompetitors(table: Table): Promise<Competitor[]> {
  const [decided, seen] = await Promise.all([readRegister(table), listNames(table, 'competitor')]);
  const candidates = seen.filter(({ key }) => !decided.has(key));
  return [
    ...[...decided].map(([key, competitor]) => ({ key, ...competitor })),
    ...candidates.map(({ key, name }) => ({ key, name, status: 'candidate' as const })),
  ].sort((a, b) => a.name.localeCompare(b.name, 'en'));
}

/** A key comes from an address, where a stranger may write anything, also what is too long for a key. */
const isKey = (text: string): boolean => text !== '' && nameKey(text) === text && !isTooLongForKey(text);

export async function getCompetitor(table: Table, key: string): Promise<Competitor | undefined> {
  if (!isKey(key)) return undefined;
  const [item, seen] = await Promise.all([table.get(competitorKey(key)), getName(table, 'competitor', key)]);
  if (item !== undefined) return { key, ...registeredIn(item) };
  return seen && { key, name: seen.name, status: 'candidate' };
}

/** Puts a competitor into the register, or changes how it stands there. Its key is that of its name, for good. */
export async function decideCompetitor(
  table: Table,
  name: string,
  status: Competitor['status'],
): Promise<Competitor> {
  const key = nameKey(name);
  await table.write([{ put: competitorKey(key), data: { name, status } }]);
  return { key, name, status };
}
