import type { Alert } from '../domain/alerts/alert.ts';
import { patternLabel, patternTitle } from '../domain/alerts/sentence.ts';
import { opensEpoch } from '../domain/alerts/settle.ts';
import { byCloseness, isSameStory } from '../domain/alerts/take-over.ts';
import {
  decideRegister,
  type RegisterCommand,
  type RegisterRefusal,
} from '../domain/competitors/decide-register.ts';
import type { Detection, Pattern } from '../domain/detection/detection.ts';
import { epochEnd } from '../domain/detection/epoch.ts';
import { patternOf } from '../domain/detection/pattern-key.ts';
import { surgeGroups } from '../domain/detection/surge/loss-surge.ts';
import { FAMILIES } from '../domain/families/registry.ts';
import { movesNames } from '../domain/ledger-entry.ts';
import type { Table } from '../ports/table.ts';
import { alertOfEpoch } from './alerts.ts';
import { openDealsWith } from './deals.ts';
import { detectionFact } from './detections.ts';
import { planOfChanges } from './group-rebuild.ts';
import { DETECTION, SURGES } from './keys.ts';
import { lastEntry } from './ledger.ts';
import { matchChanges } from './match-changes.ts';
import type { GroupedFamily } from './matches.ts';
import { readableNames } from './names.ts';
import { knowledgeFor } from './record-competitor.ts';

/** What a merge or a dismissal would change. */
export interface MovePreview {
  readonly kind: 'preview';
  /** Loss reports that would be counted otherwise. */
  readonly losses: number;
  /** Open deals in which one of the names was mentioned. */
  readonly openDeals: number;
  /** The patterns that would go, such as "Acme Corp, enterprise". */
  readonly patterns: readonly string[];
  /** Ids of the alerts that would go on under the other name, with what was said about them. */
  readonly goesOn: readonly string[];
  /** Ids of the alerts that would no longer have fired. */
  readonly retracts: readonly string[];
  /** Titles of the alerts that would open. */
  readonly opens: readonly string[];
}

/** The families whose groups a move of names folds again. */
const REGROUPED: readonly GroupedFamily[] = FAMILIES.flatMap(({ name, byCompetitor, corrections }) =>
  byCompetitor && corrections.kind === 'refold' ? [{ name, grouped: corrections.grouped }] : [],
);

type Move = Extract<RegisterCommand, { kind: 'merge' | 'dismiss' }>;
const NOTHING: MovePreview = {
  kind: 'preview',
  losses: 0,
  openDeals: 0,
  patterns: [],
  goesOn: [],
  retracts: [],
  opens: [],
};

/** Works out what a merge or a dismissal would change, with the plan by which it would be carried out. Writes nothing. */
export async function previewMove(
  table: Table,
  command: Move,
  now: number,
): Promise<MovePreview | ({ readonly kind: 'refused' } & RegisterRefusal)> {
  const decision = decideRegister(await knowledgeFor(table, command), command);
  if (decision.kind === 'refused') return decision;
  if (decision.kind === 'unchanged') return NOTHING;
  const { seq = 0, recordedAt = 0 } = (await lastEntry(table)) ?? {};
  const entry = { ...decision.entry, seq: seq + 1, recordedAt: Math.max(now, recordedAt) };
  if (!movesNames(entry)) throw new Error(`The decision ${entry.type} moves no names.`);
  const changesOf = async (family: GroupedFamily) => {
    const changes = await matchChanges(table, family, entry);
    return { changes, ...(await planOfChanges(table, family, entry, changes)) };
  };
  const [plans, openDeals, patterns] = await Promise.all([
    Promise.all(REGROUPED.map(changesOf)),
    openDealsWith(table, entry.names),
    patternsOf(table, entry.from),
  ]);
  const changed = plans.flatMap(({ changes }) => changes);
  const lostDeals = changed.filter(({ before }) => before.match.closing.result === 'lost');
  const detections = plans
    .flatMap(({ writes }) => writes)
    .flatMap((write) =>
      'put' in write && write.put.pk.startsWith(DETECTION) ? detectionFact.parse(write.data) : [],
    );
  const lost = await alertsOf(
    table,
    detections.filter(({ retracted }) => retracted),
  );
  const opening = detections.filter((one) => opensEpoch(one) && now < epochEnd(one.at));
  const { goesOn, opens } = paired(lost, opening);
  return {
    kind: 'preview',
    losses: new Set(lostDeals.map(({ seq }) => seq)).size,
    openDeals: openDeals.length,
    patterns,
    goesOn: goesOn.map(({ id }) => id),
    retracts: lost.filter((alert) => !goesOn.includes(alert)).map(({ id }) => id),
    opens: await titlesOf(table, opens),
  };
}

/** Which alerts go on with which openings, as when it is done. */
function paired(lost: readonly Alert[], openings: readonly Detection[]) {
  const goesOn: Alert[] = [];
  const opens: Detection[] = [];
  for (const opening of openings) {
    const [heir] = lost
      .filter((alert) => !goesOn.includes(alert) && isSameStory(alert, opening))
      .sort(byCloseness(opening));
    if (heir === undefined) opens.push(opening);
    else goesOn.push(heir);
  }
  return { goesOn, opens };
}

async function patternsOf(table: Table, competitor: string | null): Promise<string[]> {
  if (competitor === null) return [];
  const [group = ''] = surgeGroups.groupsOfCompetitor(competitor);
  const { items } = await table.query({ pk: SURGES, sk: { prefix: group } });
  const found = items
    .flatMap((item) => patternOf(item.key.sk) ?? [])
    .filter((one) => one.competitor === competitor);
  return Promise.all(found.map(async (one) => patternLabel(one, await namesIn(table, one))));
}

const namesIn = (table: Table, { competitor, segment }: Pattern) =>
  readableNames(table, { competitor, segment });

async function alertsOf(table: Table, openings: readonly Detection[]): Promise<Alert[]> {
  const found = await Promise.all(openings.map((one) => alertOfEpoch(table, one.family, one)));
  return [
    ...new Map(
      found.flatMap(({ alert }) => (alert === undefined ? [] : [[alert.id, alert] as const])),
    ).values(),
  ];
}

const titlesOf = (table: Table, openings: readonly Detection[]): Promise<string[]> =>
  Promise.all(
    openings.map(async ({ pattern, figures }) =>
      patternTitle({ pattern, figures }, await namesIn(table, pattern)),
    ),
  );
