import { closingOf } from '../domain/closing-of-entry.ts';
import { correctionOf } from '../domain/correction.ts';
import { type Detection, ownerOf } from '../domain/detection/detection.ts';
import { refoldOfGroup } from '../domain/detection/grouped-fold.ts';
import { isOfGroup, type Match } from '../domain/detection/match.ts';
import { revise } from '../domain/detection/revise.ts';
import type { AlarmFamily } from '../domain/families/family.ts';
import { type LedgerEntry, movesNames } from '../domain/ledger-entry.ts';
import { movedNameItems } from '../domain/over-ledger.ts';
import { sameJson } from '../domain/same-json.ts';
import type { Table, Write } from '../ports/table.ts';
import { detectionItem, detectionsFrom } from './detections.ts';
import { matchKey, projectionOf } from './keys.ts';
import { type MatchChange, matchChanges, type Placed } from './match-changes.ts';
import { type GroupedFamily, matchesIn, matchItem } from './matches.ts';
import { plain } from './plain.ts';
import type { Rebuild, RebuildPlan } from './rebuild.ts';

/**
 * What a corrected or withdrawn report changes, and what a merge of names does: the groups of patterns that the closings were
 * in, and those that they are in now, are folded again from the closings in force. The team's clock stays as it was: the deals
 * were closed, whatever they match.
 * What a withdrawn mention changes is the same, where mentions count.
 */
export const groupRebuild = (
  family: GroupedFamily,
  { byCompetitor, readsMentions }: Pick<Required<AlarmFamily>, 'byCompetitor' | 'readsMentions'>,
): Rebuild => ({
  concerns: (entry) =>
    correctionOf(entry) !== undefined ||
    (byCompetitor && movesNames(entry)) ||
    (readsMentions && entry.type === 'MentionWithdrawn'),
  isNews: (entry) => closingOf(entry) !== undefined,
  async plan(table, entry) {
    return await planOfChanges(table, family, entry, await matchChanges(table, family, entry));
  },
});

/** The plan of an entry, where it is known what it changes about closings. */
export async function planOfChanges(
  table: Table,
  family: GroupedFamily,
  entry: LedgerEntry,
  changes: readonly MatchChange[],
): Promise<RebuildPlan> {
  // Deals that belong to no pattern change no state. There may be very many of them.
  const hasStates = ({ match }: Placed) => family.grouped.groupItems(match.closing).length > 0;
  const groups = new Set(
    changes.flatMap(({ before, after = before }) =>
      [before, after].filter(hasStates).map(({ group }) => group),
    ),
  );
  const detections: Detection[] = [];
  const states: Write[] = [];
  for (const group of groups) {
    const found = await groupChanges(table, family, group, entry, changes);
    detections.push(...found.detections);
    states.push(...found.states);
  }
  // What is taken back comes first, of all groups: an alert goes on with a new opening only when its own is gone.
  const inOrder = detections.toSorted((a, b) => Number(b.retracted ?? false) - Number(a.retracted ?? false));
  const writes = [...inOrder.map(detectionItem), ...states];
  // The plan is made from the closings, so they change last. A single one does so together with the checkpoint. Of many, in
  // portions, a crash may leave some in their new group: planned again, the groups come to the same.
  const moved = changes.flatMap((change) => matchWrites(family, change));
  if (!movesNames(entry)) {
    return changes.length > 1 ? { writes: [...writes, ...moved], last: [] } : { writes, last: moved };
  }
  const names = movedNameItems(entry).map(([sk, context]) => ({
    put: { pk: projectionOf(family.name), sk },
    data: plain(context),
  }));
  return { writes: [...writes, ...names, ...moved], last: [] };
}

/** First into the new group, then out of the old one: between two portions a closing may be in both, and never in none. */
function matchWrites(family: GroupedFamily, { seq, before, after }: MatchChange): Write[] {
  return [
    ...(after === undefined ? [] : [matchItem(family, after.match)]),
    ...(after?.group === before.group ? [] : [{ delete: matchKey(family.name, before.group, seq) }]),
  ];
}

/** What changes in the states and detections of one group. */
async function groupChanges(
  table: Table,
  family: GroupedFamily,
  group: string,
  { seq: by, recordedAt: at }: LedgerEntry,
  changes: readonly MatchChange[],
): Promise<{ readonly detections: readonly Detection[]; readonly states: readonly Write[] }> {
  const changed = new Set(changes.map(({ seq }) => seq));
  const mine = changes.filter(({ before, after }) => before.group === group || after?.group === group);
  const arrived = mine.flatMap(({ after }) => (after?.group === group ? [after.match] : []));
  const refold = refoldOfGroup(family.grouped);
  for await (const match of inForce(matchesIn(table, family, group), changed, arrived)) refold.take(match);

  // What was detected before the first changed closing stays. What came later may belong to an epoch that began before.
  const first = Math.min(...mine.map(({ seq }) => seq));
  const later = refold.facts.filter(({ seq }) => seq >= first);
  const since = Math.min(first, ...later.map((fact) => ownerOf(fact).epoch));
  const [states, stored] = await Promise.all([
    storedStates(table, family, group),
    detectionsFrom(table, family.name, since),
  ]);
  const revised = revise(
    stored.filter(({ key }) => isOfGroup(group, key)),
    refold.facts.filter(({ seq }) => seq >= since),
    { by, at },
  );
  const pk = projectionOf(family.name);
  return {
    detections: revised,
    states: [
      ...[...refold.states].flatMap(([sk, state]) =>
        sameJson(states.get(sk), plain(state)) ? [] : [{ put: { pk, sk }, data: plain(state) }],
      ),
      ...[...states.keys()].flatMap((sk) => (refold.states.has(sk) ? [] : [{ delete: { pk, sk } }])),
    ],
  };
}

/** The closings of a group without those that changed, and with those of them that are in it now; in their order. */
async function* inForce(
  closings: AsyncIterable<Match>,
  changed: ReadonlySet<number>,
  arrived: readonly Match[],
): AsyncGenerator<Match> {
  const waiting = arrived.toSorted((a, b) => a.closing.seq - b.closing.seq);
  let next = 0;
  for await (const match of closings) {
    if (changed.has(match.closing.seq)) continue;
    for (
      let one = waiting[next];
      one !== undefined && one.closing.seq < match.closing.seq;
      one = waiting[next]
    ) {
      yield one;
      next += 1;
    }
    yield match;
  }
  yield* waiting.slice(next);
}

async function storedStates(table: Table, { name }: GroupedFamily, group: string) {
  const pk = projectionOf(name);
  const [coarsest, finer] = await Promise.all([
    table.get({ pk, sk: group }),
    table.query({ pk, sk: { prefix: `${group}|` } }),
  ]);
  const items = coarsest === undefined ? finer.items : [coarsest, ...finer.items];
  return new Map(items.map((item) => [item.key.sk, item.data]));
}
