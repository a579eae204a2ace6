import {
  NAME_KINDS,
  type NameKind,
  type NameSeen,
  nameSeen,
  namesSeen,
  seenAs,
} from '../domain/names-seen.ts';
import type { Table } from '../ports/table.ts';
import { projectionOf } from './keys.ts';
import type { StoredProjection } from './projector.ts';

const PARTITION = projectionOf(namesSeen.name);

export const storedNames: StoredProjection<NameSeen, never> = {
  projection: namesSeen,
  state: nameSeen,
  factItem: (fact) => fact,
};

export interface KnownName extends NameSeen {
  readonly key: string;
}

/** The names of one kind that reports have brought, by their readable form. */
export async function listNames(table: Table, kind: NameKind): Promise<KnownName[]> {
  const prefix = seenAs(kind, '');
  const { items } = await table.query({ pk: PARTITION, sk: { prefix } });
  return items
    .map((item) => ({ ...nameSeen.parse(item.data), key: item.key.sk.slice(prefix.length) }))
    .sort((a, b) => a.name.localeCompare(b.name, 'en'));
}

/** All names that the form offers, by kind. */
export async function listAllNames(table: Table): Promise<Record<NameKind, KnownName[]>> {
  const [competitor = [], segment = [], region = [], product = []] = await Promise.all(
    NAME_KINDS.map((kind) => listNames(table, kind)),
  );
  return { competitor, segment, region, product };
}

/** The readable forms of keys; a key that is not known stands for itself. */
export async function readableNames(
  table: Table,
  keys: { readonly [kind in NameKind]?: string | null | undefined },
): Promise<{ readonly [kind in NameKind]?: string | undefined }> {
  const wanted = NAME_KINDS.flatMap((kind) => {
    const key = keys[kind];
    return typeof key === 'string' ? [{ kind, key }] : [];
  });
  const items = await table.getMany(
    wanted.map(({ kind, key }) => ({ pk: PARTITION, sk: seenAs(kind, key) })),
  );
  const found = new Map(items.map((item) => [item.key.sk, nameSeen.parse(item.data).name]));
  return Object.fromEntries(wanted.map(({ kind, key }) => [kind, found.get(seenAs(kind, key)) ?? key]));
}
