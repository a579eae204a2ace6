import { reportedClosing } from '../domain/closing-of-entry.ts';
import type { CountedAs } from '../domain/competitors/register.ts';
import { atItsPlace, type Correction, correctionOf } from '../domain/correction.ts';
import { type Closing, countedUnder, nameInReport } from '../domain/detection/closing.ts';
import { groupOf, groupsOfCompetitor, type Match } from '../domain/detection/match.ts';
import { type LedgerEntry, movesNames, type NamesMoved } from '../domain/ledger-entry.ts';
import { type Context, contextSchema, countedAsIn, nameItem } from '../domain/over-ledger.ts';
import { sameJson } from '../domain/same-json.ts';
import type { Table } from '../ports/table.ts';
import { SURGES } from './keys.ts';
import { entriesNumbered } from './ledger.ts';
import { getMatch, matchesIn } from './matches.ts';

/** A loss among the losses of a group. */
interface Placed {
  readonly group: string;
  readonly match: Match;
}

/** A loss that is in another group from now on, in none, or says something else. */
export interface MatchChange {
  /** The entry that first reported it. */
  readonly seq: number;
  readonly before: Placed;
  readonly after: Placed | undefined;
}

/** What an entry changes about losses that were counted before it came. */
export async function matchChanges(table: Table, entry: LedgerEntry): Promise<MatchChange[]> {
  if (movesNames(entry)) return changesOfMove(table, entry);
  const correction = correctionOf(entry);
  const change = correction && (await changeOfCorrection(table, correction));
  return change === undefined || sameJson(change.before.match, change.after?.match) ? [] : [change];
}

async function changeOfCorrection(
  table: Table,
  { replaces, closes, loss }: Correction,
): Promise<MatchChange | undefined> {
  const [replaced] = await entriesNumbered(table, [replaces]);
  // A win, or a report that was taken back, is in no group.
  if (replaced?.type !== 'DealLost') return undefined;
  const before = reportedClosing(replaced);
  const countedAs = await countedAsNow(table, [before, loss]);
  const group = groupOf(countedUnder(before, countedAs));
  const match = group === undefined ? undefined : await getMatch(table, group, closes);
  if (group === undefined || match === undefined) return undefined;
  const after =
    loss && placed({ ...match, closing: countedUnder(atItsPlace(loss, match.closing), countedAs) });
  return { seq: closes, before: { group, match }, after };
}

/** Under whom the names in these losses are counted, as the projection knows it where it stands. */
async function countedAsNow(table: Table, losses: readonly (Closing | undefined)[]): Promise<CountedAs> {
  const names = losses.flatMap((loss) => (loss === undefined ? [] : (nameInReport(loss) ?? [])));
  const found = await table.getMany(names.map((name) => ({ pk: SURGES, sk: nameItem(name) })));
  const items = new Map(
    found.map((item): [string, Context] => [item.key.sk, contextSchema.parse(item.data)]),
  );
  return countedAsIn(items);
}

/** The losses whose report has one of these names, out of the groups in which they are. */
async function changesOfMove(table: Table, { names, from, to }: NamesMoved): Promise<MatchChange[]> {
  const moved = new Set(names);
  const changes: MatchChange[] = [];
  for (const group of groupsOfCompetitor(from)) {
    for await (const match of matchesIn(table, group)) {
      const name = nameInReport(match.closing);
      if (name === undefined || !moved.has(name)) continue;
      const after = placed({ ...match, closing: countedUnder(match.closing, () => to) });
      changes.push({ seq: match.closing.seq, before: { group, match }, after });
    }
  }
  return changes;
}

function placed(match: Match): Placed {
  const group = groupOf(match.closing);
  if (group === undefined) throw new Error(`The closing ${match.closing.seq} is no loss.`);
  return { group, match };
}
