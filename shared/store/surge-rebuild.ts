import { reportedClosing } from '../domain/closing-of-entry.ts';
import { atItsPlace, type Correction, correctionOf } from '../domain/correction.ts';
import { ownerOf } from '../domain/detection/detection.ts';
import { groupOf, isOfGroup, type Match } from '../domain/detection/match.ts';
import { refoldOfGroup } from '../domain/detection/refold.ts';
import { revise } from '../domain/detection/revise.ts';
import { sameJson } from '../domain/same-json.ts';
import type { Table, Write } from '../ports/table.ts';
import { detectionItem, detectionsFrom } from './detections.ts';
import { matchKey, projectionOf } from './keys.ts';
import { entriesNumbered } from './ledger.ts';
import { getMatch, matchesIn, matchItem } from './matches.ts';
import { plain } from './plain.ts';
import type { Rebuild } from './rebuild.ts';

const FAMILY = 'loss-surge';
const PARTITION = projectionOf(FAMILY);

/**
 * What a corrected or withdrawn loss changes: the group of patterns that it was in, and the one that it is in now, are
 * folded again from the losses in force. The team's clock stays as it was: the deal was closed, whatever it matches.
 */
export const surgeRebuild: Rebuild = {
  concerns: (entry) => correctionOf(entry) !== undefined,
  async plan(table, entry) {
    const correction = correctionOf(entry);
    const before = correction && (await matchBefore(table, correction));
    if (correction === undefined || before === undefined) return { writes: [], last: [] };
    const { loss } = correction;
    const after = loss && { moment: before.match.moment, closing: atItsPlace(loss, before.match.closing) };
    if (sameJson(before.match, after)) return { writes: [], last: [] };

    const to = after && groupOf(after.closing);
    const writes: Write[] = [];
    for (const group of new Set([before.group, to ?? before.group])) {
      writes.push(...(await groupWrites(table, group, correction, to === group ? after : undefined)));
    }
    return {
      writes,
      // The rebuild reads the losses, so they change last: a crash before that, and it is made again from the same.
      last: [
        ...(to === before.group ? [] : [{ delete: matchKey(before.group, correction.closes) }]),
        ...(after === undefined ? [] : [matchItem(after)]),
      ],
    };
  },
};

/** The loss as it was counted until now, if it was: a win or a report that was taken back is in no group. */
async function matchBefore(
  table: Table,
  { replaces, closes }: Correction,
): Promise<{ readonly group: string; readonly match: Match } | undefined> {
  const [replaced] = await entriesNumbered(table, [replaces]);
  const group = replaced?.type === 'DealLost' ? groupOf(reportedClosing(replaced)) : undefined;
  const match = group === undefined ? undefined : await getMatch(table, group, closes);
  return group === undefined || match === undefined ? undefined : { group, match };
}

/** What changes in the states and detections of one group, where the corrected loss is now `after` or not in it. */
async function groupWrites(
  table: Table,
  group: string,
  correction: Correction,
  after: Match | undefined,
): Promise<Write[]> {
  const refold = refoldOfGroup();
  for await (const match of inForce(matchesIn(table, group), correction.closes, after)) refold.take(match);

  // What was detected before the corrected loss stays. What came later may belong to an epoch that began before.
  const later = refold.facts.filter(({ seq }) => seq >= correction.closes);
  const since = Math.min(correction.closes, ...later.map((fact) => ownerOf(fact).epoch));
  const [states, stored] = await Promise.all([
    storedStates(table, group),
    detectionsFrom(table, FAMILY, since),
  ]);
  const revised = revise(
    stored.filter(({ key }) => isOfGroup(group, key)),
    refold.facts.filter(({ seq }) => seq >= since),
    correction,
  );
  return [
    ...[...refold.states].flatMap(([sk, state]) =>
      sameJson(states.get(sk), plain(state)) ? [] : [{ put: { pk: PARTITION, sk }, data: plain(state) }],
    ),
    ...[...states.keys()].flatMap((sk) => (refold.states.has(sk) ? [] : [{ delete: { pk: PARTITION, sk } }])),
    ...revised.map(detectionItem),
  ];
}

/** The losses of a group with one of them corrected, at its own place or gone. */
async function* inForce(
  losses: AsyncIterable<Match>,
  corrected: number,
  after: Match | undefined,
): AsyncGenerator<Match> {
  let waiting = after;
  for await (const loss of losses) {
    if (waiting !== undefined && loss.closing.seq > corrected) {
      yield waiting;
      waiting = undefined;
    }
    if (loss.closing.seq !== corrected) yield loss;
  }
  if (waiting !== undefined) yield waiting;
}

async function storedStates(table: Table, group: string) {
  const [coarsest, finer] = await Promise.all([
    table.get({ pk: PARTITION, sk: group }),
    table.query({ pk: PARTITION, sk: { prefix: `${group}|` } }),
  ]);
  const items = coarsest === undefined ? finer.items : [coarsest, ...finer.items];
  return new Map(items.map((item) => [item.key.sk, item.data]));
}
