import { TEAMS, type Team } from '../domain/alerts/teams.ts';
import { bigLoss, bigLossStateSchema } from '../domain/detection/big-loss.ts';
import type { Detection } from '../domain/detection/detection.ts';
import { type DetectionSettings, USUAL_SETTINGS } from '../domain/detection/detection-settings.ts';
import { lossSurge } from '../domain/detection/loss-surge.ts';
import { lossSurgeStateSchema } from '../domain/detection/loss-surge-state.ts';
import { inContext, overLedger } from '../domain/over-ledger.ts';
import type { Table } from '../ports/table.ts';
import { bigLossRebuild } from '../store/big-loss-rebuild.ts';
import { detectionItem } from '../store/detections.ts';
import { detectionsOf, projectionOf } from '../store/keys.ts';
import { matchItem, surgePartitions } from '../store/matches.ts';
import { catchUp, type Progress } from '../store/projector.ts';
import { surgeRebuild } from '../store/surge-rebuild.ts';
import { SOURCE } from './bus.ts';
import type { EventPattern } from './pattern/event-pattern.ts';

/** A way in which losses can be a pattern: what wakes it, and the fold that finds it. */
export interface Family {
  readonly name: Detection['family'];
  /** The rule that selects the events which make it worth looking. */
  readonly rule: EventPattern;
  /** Folds what is new in the ledger and stores what it finds. */
  readonly advance: (table: Table) => Promise<Progress>;
  /** The partitions in which it keeps something. */
  readonly partitions: (table: Table) => Promise<readonly string[]>;
}

/** After these a fold that counts by competitor comes to something else. */
const NAMES_MOVED = ['CompetitorMerged', 'CompetitorDismissed', 'CompetitorSeparated'] as const;

/** Who hears of the alerts of each family. */
export const AUDIENCE: Readonly<Record<Detection['family'], readonly Team[]>> = {
  'loss-surge': TEAMS,
  'big-loss': TEAMS,
};

/**
 * Every family there is. To add one is one fold, and one entry here.
 *
 * @param settings What holds until the ledger says otherwise.
 */
export function createFamilies(settings: DetectionSettings = USUAL_SETTINGS): readonly Family[] {
  const surges = {
    projection: overLedger({ name: 'loss-surge', settings, byCompetitor: true }, lossSurge),
    state: inContext(lossSurgeStateSchema),
    factItem: detectionItem,
    keptItem: matchItem,
    rebuild: surgeRebuild,
  };
  const bigLosses = {
    // It judges amounts; the competitor only stands beside them.
    projection: overLedger({ name: 'big-loss', settings, byCompetitor: false }, bigLoss),
    state: inContext(bigLossStateSchema),
    factItem: detectionItem,
    rebuild: bigLossRebuild(settings),
  };
  return [
    {
      name: 'loss-surge',
      rule: {
        source: [SOURCE],
        'detail-type': ['DealLost', 'DealWon', 'ReportWithdrawn', ...NAMES_MOVED],
      },
      advance: (table) => catchUp(table, surges),
      partitions: surgePartitions,
    },
    {
      name: 'big-loss',
      rule: {
        source: [SOURCE],
        $or: [
          { 'detail-type': ['DealLost'], detail: { data: { amount: [{ numeric: ['>', 0] }] } } },
          { 'detail-type': ['DealLost', 'DealWon'], detail: { data: { amends: [{ exists: true }] } } },
          { 'detail-type': ['ReportWithdrawn'] },
        ],
      },
      advance: (table) => catchUp(table, bigLosses),
      partitions: async () => [projectionOf('big-loss'), detectionsOf('big-loss')],
    },
  ];
}
