import { nearKeys } from '../domain/competitors/near-names.ts';
import {
  COMPETITOR_STATUSES,
  namesCountedUnder,
  type Register,
  type RegisteredName,
} from '../domain/competitors/register.ts';
import { competitorKey, isTooLongForKey } from '../domain/names.ts';
import type { Table } from '../ports/table.ts';
import { getName, namesSeen } from './names.ts';
import { readNames, readRegister } from './register.ts';

export const COMPETITOR_STANDINGS = [...COMPETITOR_STATUSES, 'merged', 'dismissed'] as const;
export type CompetitorStanding = (typeof COMPETITOR_STANDINGS)[number];

interface NamedKey {
  readonly key: string;
  readonly name: string;
}

/** A name of a competitor: from reports, or one that somebody decided about. */
export interface Competitor {
  readonly key: string;
  readonly name: string;
  readonly standing: CompetitorStanding;
  /** Key of the competitor under which it is counted, where it is merged. */
  readonly countedAs: string | undefined;
  /** The other names that are counted under it. */
  readonly aliases: readonly NamedKey[];
  /** Of a candidate: competitors that its reports may have meant. */
  readonly near: readonly NamedKey[];
  /** Number of the ledger entry that brought the name; absent for one that was added by hand. */
  readonly firstSeenIn: number | undefined;
  /** Numbers of the ledger entries that say what was decided about it. */
  readonly changes: readonly number[];
}

/** All names, by their spelling. */
export async function listCompetitors(table: Table): Promise<Competitor[]> {
  const [register, seen] = await Promise.all([readRegister(table), namesSeen(table, 'competitor')]);
  const bySeen = new Map(seen.map((one) => [one.key, one]));
  const nameOf = (key: string): string => register.get(key)?.name ?? bySeen.get(key)?.name ?? key;
  const all = [...new Set([...register.keys(), ...bySeen.keys()])].map((key) =>
    shown(key, register, nameOf, bySeen.get(key)?.firstSeenIn),
  );
  return all
    .map((one) => (one.standing === 'candidate' ? { ...one, near: nearTo(one, all) } : one))
    .sort((a, b) => a.name.localeCompare(b.name, 'en'));
}

/** Competitors that a name may have meant, if nobody has decided about the name itself. */
export async function competitorsNear(table: Table, name: string): Promise<readonly NamedKey[]> {
  const key = competitorKey(name);
  const all = await listCompetitors(table);
  const known = all.find((one) => one.key === key);
  if (known !== undefined) return known.near;
  return nearTo({ key, firstSeenIn: Number.POSITIVE_INFINITY }, all);
}

/** Decided ones by any of their names, and candidates that came earlier: one of two should be proposed, not each the other. */
function nearTo(candidate: Seen, all: readonly Competitor[]): NamedKey[] {
  const byName = new Map<string, NamedKey>();
  for (const one of all) {
    if (one.standing === 'candidate' && !isEarlier(one, candidate)) continue;
    if (one.standing === 'merged' || one.standing === 'dismissed') continue;
    for (const { key } of [one, ...one.aliases]) byName.set(key, { key: one.key, name: one.name });
  }
  const near = nearKeys(candidate.key, byName.keys()).flatMap((key) => byName.get(key) ?? []);
  return [...new Map(near.map((one) => [one.key, one])).values()];
}

type Seen = Pick<Competitor, 'key' | 'firstSeenIn'>;
const isEarlier = (a: Seen, b: Seen): boolean =>
  a.key !== b.key && (a.firstSeenIn ?? 0) < (b.firstSeenIn ?? 0);

/** A key comes from an address, where a stranger may write anything, also what is too long for a key. */
const isKey = (text: string): boolean =>
  text !== '' && competitorKey(text) === text && !isTooLongForKey(text);

export async function getCompetitor(table: Table, key: string): Promise<Competitor | undefined> {
  if (!isKey(key)) return undefined;
  const [register, seen] = await Promise.all([readNames(table, [key]), getName(table, 'competitor', key)]);
  const of = register.get(key);
  if (of === undefined && seen === undefined) return undefined;
  const aliases = await readNames(table, of?.aliases ?? []);
  const unnamed = (of?.aliases ?? []).filter((alias) => aliases.get(alias)?.name === undefined);
  const spelled = new Map(
    await Promise.all(
      unnamed.map(async (alias) => [alias, (await getName(table, 'competitor', alias))?.name] as const),
    ),
  );
  const nameOf = (one: string): string =>
    (one === key ? (of?.name ?? seen?.name) : (aliases.get(one)?.name ?? spelled.get(one))) ?? one;
  return shown(key, register, nameOf, seen?.firstSeenIn);
}

function shown(
  key: string,
  register: Register,
  nameOf: (key: string) => string,
  firstSeenIn: number | undefined,
): Competitor {
  const of = register.get(key);
  return {
    key,
    name: nameOf(key),
    standing: standingOf(of),
    countedAs: of?.moves.at(-1)?.to ?? undefined,
    aliases: (of?.aliases ?? []).map((alias) => ({ key: alias, name: nameOf(alias) })),
    near: [],
    firstSeenIn,
    changes: of?.changes ?? [],
  };
}

function standingOf(of: RegisteredName | undefined): CompetitorStanding {
  const move = of?.moves.at(-1);
  if (move === undefined) return of?.status ?? 'candidate';
  return move.to === null ? 'dismissed' : 'merged';
}

/** All names that are counted under a competitor, its own first. */
export async function namesOf(table: Table, competitor: string): Promise<string[]> {
  return namesCountedUnder(competitor, (await readNames(table, [competitor])).get(competitor));
}
