import { groupOf, isGroup, type Match, matchSchema } from '../domain/detection/match.ts';
import type { Put, Table } from '../ports/table.ts';
import { detectionsOf, matchesOfGroup, matchKey, SURGES } from './keys.ts';
import { plain } from './plain.ts';

/** Losses read at once; a group may have many thousands. */
const PAGE = 500;

/** A loss among the losses of its group. */
export function matchItem(match: Match): Put {
  const group = groupOf(match.closing);
  if (group === undefined)
    throw new Error(`The closing ${match.closing.seq} is no loss and belongs to no group.`);
  return { put: matchKey(group, match.closing.seq), data: plain(match) };
}

export async function getMatch(table: Table, group: string, seq: number): Promise<Match | undefined> {
  const item = await table.get(matchKey(group, seq));
  return item && matchSchema.parse(item.data);
}

/** The losses of a group in the order in which they were first reported. */
export async function* matchesIn(table: Table, group: string): AsyncGenerator<Match> {
  let after: string | undefined;
  do {
    const page = await table.query({ pk: matchesOfGroup(group), limit: PAGE, after });
    for (const item of page.items) yield matchSchema.parse(item.data);
    after = page.next;
  } while (after !== undefined);
}

/** Where the loss-surge family keeps its states, its detections and the losses of each group. */
export async function surgePartitions(table: Table): Promise<readonly string[]> {
  const { items } = await table.query({ pk: SURGES });
  const groups = items.map((item) => item.key.sk).filter(isGroup);
  return [SURGES, detectionsOf('loss-surge'), ...groups.map(matchesOfGroup)];
}
