import { correctionOf } from '../domain/correction.ts';
import { ownerOf } from '../domain/detection/detection.ts';
import { isOfGroup, type Match } from '../domain/detection/match.ts';
import { refoldOfGroup } from '../domain/detection/refold.ts';
import { revise } from '../domain/detection/revise.ts';
import { type LedgerEntry, movesNames } from '../domain/ledger-entry.ts';
import { namesMoved } from '../domain/over-ledger.ts';
import { sameJson } from '../domain/same-json.ts';
import type { Table, Write } from '../ports/table.ts';
import { detectionItem, detectionsFrom } from './detections.ts';
import { matchKey, SURGES } from './keys.ts';
import { type MatchChange, matchChanges } from './match-changes.ts';
import { matchesIn, matchItem } from './matches.ts';
import { plain } from './plain.ts';
import type { Rebuild } from './rebuild.ts';

const FAMILY = 'loss-surge';

/**
 * What a corrected or withdrawn loss changes, and what a merge of names does: the groups of patterns that the losses were
 * in, and those that they are in now, are folded again from the losses in force. The team's clock stays as it was: the deals
 * were closed, whatever they match.
 */
export const surgeRebuild: Rebuild = {
  concerns: (entry) => correctionOf(entry) !== undefined || movesNames(entry),
  async plan(table, entry) {
    const changes = await matchChanges(table, entry);
    const groups = new Set(
      changes.flatMap(({ before, after }) => [before.group, after?.group ?? before.group]),
    );
    const writes: Write[] = [];
    for (const group of groups) writes.push(...(await groupWrites(table, group, entry, changes)));
    // The plan is made from the losses, so they change last. A single one does so together with the checkpoint. Of many, in
    // portions, a crash may leave some in their new group: planned again, the groups come to the same.
    const moved = changes.flatMap(matchWrites);
    if (!movesNames(entry)) return { writes, last: moved };
    const names = namesMoved(entry).map(([sk, context]) => ({
      put: { pk: SURGES, sk },
      data: plain(context),
    }));
    return { writes: [...writes, ...names, ...moved], last: [] };
  },
};

/** First into the new group, then out of the old one: between two portions a loss may be in both, and never in none. */
function matchWrites({ seq, before, after }: MatchChange): Write[] {
  return [
    ...(after === undefined ? [] : [matchItem(after.match)]),
    ...(after?.group === before.group ? [] : [{ delete: matchKey(before.group, seq) }]),
  ];
}

/** What changes in the states and detections of one group. */
async function groupWrites(
  table: Table,
  group: string,
  { seq: by, recordedAt: at }: LedgerEntry,
  changes: readonly MatchChange[],
): Promise<Write[]> {
  const changed = new Set(changes.map(({ seq }) => seq));
  const mine = changes.filter(({ before, after }) => before.group === group || after?.group === group);
  const arrived = mine.flatMap(({ after }) => (after?.group === group ? [after.match] : []));
  const refold = refoldOfGroup();
  for await (const match of inForce(matchesIn(table, group), changed, arrived)) refold.take(match);

  // What was detected before the first changed loss stays. What came later may belong to an epoch that began before.
  const first = Math.min(...mine.map(({ seq }) => seq));
  const later = refold.facts.filter(({ seq }) => seq >= first);
  const since = Math.min(first, ...later.map((fact) => ownerOf(fact).epoch));
  const [states, stored] = await Promise.all([
    storedStates(table, group),
    detectionsFrom(table, FAMILY, since),
  ]);
  const revised = revise(
    stored.filter(({ key }) => isOfGroup(group, key)),
    refold.facts.filter(({ seq }) => seq >= since),
    { by, at },
  );
  return [
    ...[...refold.states].flatMap(([sk, state]) =>
      sameJson(states.get(sk), plain(state)) ? [] : [{ put: { pk: SURGES, sk }, data: plain(state) }],
    ),
    ...[...states.keys()].flatMap((sk) => (refold.states.has(sk) ? [] : [{ delete: { pk: SURGES, sk } }])),
    ...revised.map(detectionItem),
  ];
}

/** The losses of a group without those that changed, and with those of them that are in the group now; in their order. */
async function* inForce(
  losses: AsyncIterable<Match>,
  changed: ReadonlySet<number>,
  arrived: readonly Match[],
): AsyncGenerator<Match> {
  const waiting = arrived.toSorted((a, b) => a.closing.seq - b.closing.seq);
  let next = 0;
  for await (const loss of losses) {
    if (changed.has(loss.closing.seq)) continue;
    for (
      let one = waiting[next];
      one !== undefined && one.closing.seq < loss.closing.seq;
      one = waiting[next]
    ) {
      yield one;
      next += 1;
    }
    yield loss;
  }
  yield* waiting.slice(next);
}

async function storedStates(table: Table, group: string) {
  const [coarsest, finer] = await Promise.all([
    table.get({ pk: SURGES, sk: group }),
    table.query({ pk: SURGES, sk: { prefix: `${group}|` } }),
  ]);
  const items = coarsest === undefined ? finer.items : [coarsest, ...finer.items];
  return new Map(items.map((item) => [item.key.sk, item.data]));
}
