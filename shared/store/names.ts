import {
  NAME_KINDS,
  type NameKind,
  type NameSeen,
  nameSeen,
  namesSeen,
  seenAs,
} from '../domain/names-seen.ts';
import type { Key, Table } from '../ports/table.ts';
import { competitorKey, projectionOf, REGISTER } from './keys.ts';
import type { StoredProjection } from './projector.ts';
import { type Registered, readRegister, registeredIn } from './register.ts';

const PARTITION = projectionOf(namesSeen.name);

export const storedNames: StoredProjection<NameSeen, never> = {
  projection: namesSeen,
  state: nameSeen,
  factItem: (fact) => fact,
};

export interface KnownName extends NameSeen {
  readonly key: string;
}

/** The names of one kind that reports have brought, by their readable form: that of the register where it has one. */
export async function listNames(table: Table, kind: NameKind): Promise<KnownName[]> {
  const [seen, register] = await Promise.all([namesSeenOf(table, kind), registerOf(table, kind)]);
  return seen.map((one) => ({ ...one, name: register.get(one.key)?.name ?? one.name })).sort(byName);
}

/** The names that the form offers, by kind: also a competitor that no report has brought yet, and no archived one. */
export async function offeredNames(table: Table): Promise<Record<NameKind, string[]>> {
  const [competitor = [], segment = [], region = [], product = []] = await Promise.all(
    NAME_KINDS.map((kind) => offeredOf(table, kind)),
  );
  return { competitor, segment, region, product };
}

async function offeredOf(table: Table, kind: NameKind): Promise<string[]> {
  const [seen, register] = await Promise.all([namesSeenOf(table, kind), registerOf(table, kind)]);
  const unregistered = seen.filter(({ key }) => !register.has(key));
  const inUse = [...register.values()].filter(({ status }) => status !== 'archived');
  return [...unregistered, ...inUse].sort(byName).map(({ name }) => name);
}

const byName = (a: { readonly name: string }, b: { readonly name: string }): number =>
  a.name.localeCompare(b.name, 'en');

async function namesSeenOf(table: Table, kind: NameKind): Promise<KnownName[]> {
  const prefix = seenAs(kind, '');
  const { items } = await table.query({ pk: PARTITION, sk: { prefix } });
  return items.map((item) => ({ ...nameSeen.parse(item.data), key: item.key.sk.slice(prefix.length) }));
}

/** Only competitors have a register. */
const registerOf = async (table: Table, kind: NameKind): Promise<ReadonlyMap<string, Registered>> =>
  kind === 'competitor' ? await readRegister(table) : new Map();

const seenKey = (kind: NameKind, key: string): Key => ({ pk: PARTITION, sk: seenAs(kind, key) });

/** A name as a report brought it. */
export async function getName(table: Table, kind: NameKind, key: string): Promise<NameSeen | undefined> {
  const item = await table.get(seenKey(kind, key));
  return item && nameSeen.parse(item.data);
}

/** The readable forms of keys, the register's before that of reports; a key that is not known stands for itself. */
export async function readableNames(
  table: Table,
  keys: { readonly [kind in NameKind]?: string | null | undefined },
): Promise<{ readonly [kind in NameKind]?: string | undefined }> {
  const wanted = NAME_KINDS.flatMap((kind) => {
    const key = keys[kind];
    return typeof key === 'string' ? [{ kind, key }] : [];
  });
  const items = await table.getMany(
    wanted.flatMap(({ kind, key }) => [
      seenKey(kind, key),
      ...(kind === 'competitor' ? [competitorKey(key)] : []),
    ]),
  );
  const seen = new Map<string, string>();
  const decided = new Map<string, string>();
  for (const item of items) {
    if (item.key.pk === REGISTER) decided.set(item.key.sk, registeredIn(item).name);
    else seen.set(item.key.sk, nameSeen.parse(item.data).name);
  }
  const nameOf = (kind: NameKind, key: string): string =>
    (kind === 'competitor' ? decided.get(key) : undefined) ?? seen.get(seenAs(kind, key)) ?? key;
  return Object.fromEntries(wanted.map(({ kind, key }) => [kind, nameOf(kind, key)]));
}
