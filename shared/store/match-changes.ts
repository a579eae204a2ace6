import { reportedClosing } from '../domain/closing-of-entry.ts';
import type { CountedAs } from '../domain/competitors/register.ts';
import { atItsPlace, type Correction, correctionOf } from '../domain/correction.ts';
import { countedUnder, nameInReport } from '../domain/detection/closing.ts';
import type { Match } from '../domain/detection/match.ts';
import { type LedgerEntry, movesNames, type NamesMoved } from '../domain/ledger-entry.ts';
import { type Context, contextSchema, countedAsInItems, nameItem } from '../domain/over-ledger.ts';
import { sameJson } from '../domain/same-json.ts';
import type { Table } from '../ports/table.ts';
import { projectionOf } from './keys.ts';
import { entriesNumbered } from './ledger.ts';
import { type GroupedFamily, getMatch, matchesIn } from './matches.ts';

/** A closing among those of a group. */
export interface Placed {
  readonly group: string;
  readonly match: Match;
}

/** A closing that is in another group from now on, in none, or says something else. */
export interface MatchChange {
  /** The entry that first reported it. */
  readonly seq: number;
  readonly before: Placed;
  readonly after: Placed | undefined;
}

/** What an entry changes about closings that a family counted before it came. */
export async function matchChanges(
  table: Table,
  family: GroupedFamily,
  entry: LedgerEntry,
): Promise<MatchChange[]> {
  if (movesNames(entry)) return changesOfMove(table, family, entry);
  if (entry.type === 'MentionWithdrawn') return changesOfWithdrawnMention(table, family, entry);
  const correction = correctionOf(entry);
  const change = correction && (await changeOfCorrection(table, family, correction));
  return change === undefined || sameJson(change.before.match, change.after?.match) ? [] : [change];
}

async function changeOfCorrection(
  table: Table,
  family: GroupedFamily,
  { replaces, closing }: Correction,
): Promise<MatchChange | undefined> {
  const [replaced] = await entriesNumbered(table, [replaces]);
  if (replaced?.type !== 'DealLost' && replaced?.type !== 'DealWon') return undefined;
  const seq = replaced.closes ?? replaced.seq;
  const before = reportedClosing(replaced);
  const named = [before, closing].flatMap((one) => (one === undefined ? [] : (nameInReport(one) ?? [])));
  const countedAs = await countedAsNow(table, family, named);
  const group = family.grouped.groupOf(countedUnder(before, countedAs));
  const match = group === undefined ? undefined : await getMatch(table, family, group, seq);
  if (group === undefined || match === undefined) return undefined;
  const corrected = closing && countedUnder(atItsPlace(closing, match.closing), countedAs);
  const after = corrected && placed(family, { ...match, closing: corrected });
  return { seq, before: { group, match }, after };
}

/** The mentions that are taken back: a competitor may have been mentioned in the deal more than once. */
async function changesOfWithdrawnMention(
  table: Table,
  family: GroupedFamily,
  { dealId, competitor: name }: Extract<LedgerEntry, { type: 'MentionWithdrawn' }>,
): Promise<MatchChange[]> {
  const countedAs = await countedAsNow(table, family, [name]);
  const changes: MatchChange[] = [];
  for (const group of family.grouped.groupsOfCompetitor(countedAs(name))) {
    for await (const match of matchesIn(table, family, group)) {
      const { closing } = match;
      if (closing.result !== 'open' || closing.dealId !== dealId || nameInReport(closing) !== name) continue;
      changes.push({ seq: closing.seq, before: { group, match }, after: undefined });
    }
  }
  return changes;
}

/** Under whom these names are counted, as the projection knows it where it stands. */
async function countedAsNow(
  table: Table,
  { name: family }: GroupedFamily,
  names: readonly string[],
): Promise<CountedAs> {
  const found = await table.getMany(names.map((name) => ({ pk: projectionOf(family), sk: nameItem(name) })));
  const items = new Map(
    found.map((item): [string, Context] => [item.key.sk, contextSchema.parse(item.data)]),
  );
  return countedAsInItems(items);
}

/** The closings whose report has one of these names, out of the groups in which they are. */
async function changesOfMove(
  table: Table,
  family: GroupedFamily,
  { names, from, to }: NamesMoved,
): Promise<MatchChange[]> {
  const moved = new Set(names);
  const changes: MatchChange[] = [];
  for (const group of family.grouped.groupsOfCompetitor(from)) {
    for await (const match of matchesIn(table, family, group)) {
      const name = nameInReport(match.closing);
      if (name === undefined || !moved.has(name)) continue;
      const after = placed(family, { ...match, closing: countedUnder(match.closing, () => to) });
      changes.push({ seq: match.closing.seq, before: { group, match }, after });
    }
  }
  return changes;
}

function placed({ grouped }: GroupedFamily, match: Match): Placed | undefined {
  const group = grouped.groupOf(match.closing);
  return group === undefined ? undefined : { group, match };
}
