import * as z from 'zod';
import { nameKey } from '../domain/names.ts';
import type { Table } from '../ports/table.ts';
import { competitorKey, REGISTER } from './keys.ts';
import { listNames } from './names.ts';

/** `candidate`: a name that reports brought and nobody has confirmed. */
export const COMPETITOR_STATUSES = ['candidate', 'known', 'archived'] as const;

export interface Competitor {
  readonly key: string;
  readonly name: string;
  readonly status: (typeof COMPETITOR_STATUSES)[number];
}

const registered = z.object({ name: z.string(), status: z.enum(['known', 'archived']) });

/** The competitors that people decided on, and the candidates from reports; by name. */
export async function listCompetitors(table: Table): Promise<Competitor[]> {
  const [{ items }, seen] = await Promise.all([
    table.query({ pk: REGISTER }),
    listNames(table, 'competitor'),
  ]);
  const decided = new Map(items.map((item) => [item.key.sk, registered.parse(item.data)]));
  const candidates = seen.filter(({ key }) => !decided.has(key));
  return [
    ...[...decided].map(([key, competitor]) => ({ key, ...competitor })),
    ...candidates.map(({ key, name }) => ({ key, name, status: 'candidate' as const })),
  ].sort((a, b) => a.name.localeCompare(b.name, 'en'));
}

export async function getCompetitor(table: Table, key: string): Promise<Competitor | undefined> {
  return (await listCompetitors(table)).find((one) => one.key === key);
}

/** Puts a competitor into the register, or changes how it stands there. Its key is that of its name, for good. */
export async function decideCompetitor(
  table: Table,
  name: string,
  status: 'known' | 'archived',
): Promise<Competitor> {
  const key = nameKey(name);
  await table.write([{ put: competitorKey(key), data: { name, status } }]);
  return { key, name, status };
}
