import { type DetectionSettings, USUAL_SETTINGS } from '../domain/detection/detection-settings.ts';
import type { AlarmFamily } from '../domain/families/family.ts';
import { FAMILIES } from '../domain/families/registry.ts';
import { inContext, overLedger } from '../domain/over-ledger.ts';
import type { Table } from '../ports/table.ts';
import { detectionItem } from '../store/detections.ts';
import { groupRebuild } from '../store/group-rebuild.ts';
import { judgedRebuild } from '../store/judged-rebuild.ts';
import { detectionsOf, projectionOf } from '../store/keys.ts';
import { matchItem, partitionsOf } from '../store/matches.ts';
import { catchUp, type Progress } from '../store/projector.ts';
import { SOURCE } from './bus.ts';
import type { EventPattern } from './pattern/event-pattern.ts';

/** A family of alarms in a home: what wakes it, and how it moves on. */
export interface Family {
  readonly name: string;
  /** The rule that selects the events which make it worth looking. */
  readonly rule: EventPattern;
  /** Folds what is new in the ledger and stores what it finds. */
  readonly advance: (table: Table) => Promise<Progress>;
  /** The partitions in which it keeps something. */
  readonly partitions: (table: Table) => Promise<readonly string[]>;
}

/**
 * Every family there is, over a table.
 *
 * @param settings What holds until the ledger says otherwise.
 */
export const createFamilies = (settings: DetectionSettings = USUAL_SETTINGS): readonly Family[] =>
  FAMILIES.map((family) => ({
    name: family.name,
    rule: ruleOf(family),
    ...keeping(family, settings),
  }));

function keeping(family: AlarmFamily, settings: DetectionSettings): Pick<Family, 'advance' | 'partitions'> {
  const { name, fold, state, byCompetitor, readsMentions = false, corrections } = family;
  const stored = {
    projection: overLedger({ name, settings, byCompetitor, readsMentions }, fold),
    state: inContext(state),
    factItem: detectionItem,
  };
  if (corrections.kind === 'judge') {
    const rebuild = judgedRebuild({ ...family, ...corrections }, settings);
    return {
      advance: (table) => catchUp(table, { ...stored, rebuild }),
      partitions: async () => [projectionOf(name), detectionsOf(name)],
    };
  }
  const groups = { name, grouped: corrections.grouped };
  const rebuild = groupRebuild(groups, { byCompetitor, readsMentions });
  return {
    advance: (table) => catchUp(table, { ...stored, rebuild, keptItem: (match) => matchItem(groups, match) }),
    partitions: (table) => partitionsOf(table, groups),
  };
}

const CLOSED: ReadonlySet<string> = new Set(['DealLost', 'DealWon']);

/** Where only amounts are of interest, a loss without one wakes nobody, unless it corrects another report. */
function ruleOf({ wakes: { on, onlyAmounts = false } }: AlarmFamily): EventPattern {
  const source = [SOURCE];
  if (!onlyAmounts) return { source, 'detail-type': on };
  const closed = on.filter((type) => CLOSED.has(type));
  return {
    source,
    $or: [
      { 'detail-type': ['DealLost'], detail: { data: { amount: [{ numeric: ['>', 0] }] } } },
      { 'detail-type': closed, detail: { data: { amends: [{ exists: true }] } } },
      { 'detail-type': on.filter((type) => !CLOSED.has(type)) },
    ],
  };
}
