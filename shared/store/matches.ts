import { type Match, matchSchema } from '../domain/detection/match.ts';
import type { Regrouped } from '../domain/families/family.ts';
import type { Put, Table } from '../ports/table.ts';
import { detectionsOf, matchesOfGroup, matchKey, projectionOf } from './keys.ts';
import { plain } from './plain.ts';

/** Closings read at once; a group may have many thousands. */
const PAGE = 500;

/** A family whose groups are folded again after a correction. */
export interface GroupedFamily {
  readonly name: string;
  readonly grouped: Regrouped;
}

/** A closing among those of its group. */
export function matchItem({ name, grouped }: GroupedFamily, match: Match): Put {
  const group = grouped.groupOf(match.closing);
  if (group === undefined)
    throw new Error(`The closing ${match.closing.seq} belongs to no group of ${name}.`);
  return { put: matchKey(name, group, match.closing.seq), data: plain(match) };
}

export async function getMatch(
  table: Table,
  { name, grouped }: GroupedFamily,
  group: string,
  seq: number,
): Promise<Match | undefined> {
  const item = await table.get(matchKey(name, group, seq));
  return item && matchSchema(grouped.moment).parse(item.data);
}

/** The closings of a group in the order in which they were first reported. */
export async function* matchesIn(
  table: Table,
  { name, grouped }: GroupedFamily,
  group: string,
): AsyncGenerator<Match> {
  const schema = matchSchema(grouped.moment);
  let after: string | undefined;
  do {
    const page = await table.query({ pk: matchesOfGroup(name, group), limit: PAGE, after });
    for (const item of page.items) yield schema.parse(item.data);
    after = page.next;
  } while (after !== undefined);
}

/** Where the family keeps its states, its detections and the closings of each group. */
export async function partitionsOf(
  table: Table,
  { name, grouped }: GroupedFamily,
): Promise<readonly string[]> {
  const states = projectionOf(name);
  const { items } = await table.query({ pk: states });
  const groups = new Set([
    ...grouped.groupsOfCompetitor(null),
    ...items.map((item) => item.key.sk).filter((item) => grouped.isGroup(item)),
  ]);
  return [states, detectionsOf(name), ...[...groups].map((group) => matchesOfGroup(name, group))];
}
