import {
  NAME_KINDS,
  type NameKind,
  type NameSeen,
  nameSeen,
  namesSeen as projection,
  seenAs,
} from '../domain/names-seen.ts';
import type { Key, Table } from '../ports/table.ts';
import { projectionOf } from './keys.ts';
import type { StoredProjection } from './projector.ts';
import { readNames, readRegister } from './register.ts';

const PARTITION = projectionOf(projection.name);

export const storedNames: StoredProjection<NameSeen, never> = {
  projection,
  state: nameSeen,
  factItem: (fact) => fact,
};

export interface KnownName extends NameSeen {
  readonly key: string;
}

/** The names of one kind that reports have brought, as the first report wrote each. */
export async function namesSeen(table: Table, kind: NameKind): Promise<KnownName[]> {
  const prefix = seenAs(kind, '');
  const { items } = await table.query({ pk: PARTITION, sk: { prefix } });
  return items.map((item) => ({ ...nameSeen.parse(item.data), key: item.key.sk.slice(prefix.length) }));
}

/** The readable forms of all names of one kind by their keys, the register's before that of reports. */
export async function readableByKey(table: Table, kind: NameKind): Promise<ReadonlyMap<string, string>> {
  const [seen, register] = await Promise.all([
    namesSeen(table, kind),
    kind === 'competitor' ? readRegister(table) : new Map<string, { readonly name?: string | undefined }>(),
  ]);
  const named = [...register].flatMap(([key, { name }]) =>
    name === undefined ? [] : [[key, name] as const],
  );
  return new Map([...seen.map(({ key, name }) => [key, name] as const), ...named]);
}

/**
 * The names that the form offers, by kind. Of competitors those that are in use: also one that no report has brought yet,
 * and none that is archived, dismissed, or counted under another one.
 */
export async function offeredNames(table: Table): Promise<Record<NameKind, string[]>> {
  const [register, ...readable] = await Promise.all([
    readRegister(table),
    ...NAME_KINDS.map((kind) => readableByKey(table, kind)),
  ]);
  const inUse = (kind: NameKind, key: string): boolean => {
    const of = kind === 'competitor' ? register.get(key) : undefined;
    return of === undefined || (of.status !== 'archived' && of.moves.length === 0);
  };
  const [competitor = [], segment = [], region = [], product = []] = NAME_KINDS.map((kind, at) =>
    [...(readable[at] ?? [])]
      .filter(([key]) => inUse(kind, key))
      .map(([, name]) => name)
      .sort((a, b) => a.localeCompare(b, 'en')),
  );
  return { competitor, segment, region, product };
}

const seenKey = (kind: NameKind, key: string): Key => ({ pk: PARTITION, sk: seenAs(kind, key) });

/** A name as a report brought it. */
export async function getName(table: Table, kind: NameKind, key: string): Promise<NameSeen | undefined> {
  const item = await table.get(seenKey(kind, key));
  return item && nameSeen.parse(item.data);
}

/**
 * The readable forms of keys, the register's before that of reports; a key that is not known stands for itself. A competitor
 * that was merged into another one has the name of that one, unless told otherwise.
 */
export async function readableNames(
  table: Table,
  keys: { readonly [kind in NameKind]?: string | null | undefined },
  { asMerged = true }: { readonly asMerged?: boolean } = {},
): Promise<{ readonly [kind in NameKind]?: string | undefined }> {
  const wanted = NAME_KINDS.flatMap((kind) => {
    const key = keys[kind];
    return typeof key === 'string' ? [{ kind, key }] : [];
  });
  const named = await Promise.all(
    wanted.map(async ({ kind, key }) => {
      const name =
        kind === 'competitor' ? await competitorName(table, key, asMerged) : await spelling(table, kind, key);
      return [kind, name] as const;
    }),
  );
  return Object.fromEntries(named);
}

const spelling = async (table: Table, kind: NameKind, key: string): Promise<string> =>
  (await getName(table, kind, key))?.name ?? key;

async function competitorName(table: Table, key: string, asMerged: boolean): Promise<string> {
  const of = (await readNames(table, [key])).get(key);
  const into = of?.moves.at(-1)?.to;
  if (asMerged && typeof into === 'string') return await competitorName(table, into, asMerged);
  return of?.name ?? (await spelling(table, 'competitor', key));
}
