import { TEAMS, type Team } from '../domain/alerts/teams.ts';
import { overLedger } from '../domain/closing-of-entry.ts';
import { bigLoss, bigLossStateSchema } from '../domain/detection/big-loss.ts';
import type { Detection } from '../domain/detection/detection.ts';
import { lossSurge } from '../domain/detection/loss-surge.ts';
import { lossSurgeStateSchema } from '../domain/detection/loss-surge-state.ts';
import type { Settings } from '../domain/settings.ts';
import type { Table } from '../ports/table.ts';
import { bigLossRebuild } from '../store/big-loss-rebuild.ts';
import { detectionItem } from '../store/detections.ts';
import { matchItem } from '../store/matches.ts';
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
}

/** Who hears of the alerts of each family. */
export const AUDIENCE: Readonly<Record<Detection['family'], readonly Team[]>> = {
  'loss-surge': TEAMS,
  'big-loss': TEAMS,
};

/** Every family there is. To add one is one fold, and one entry here. */
export function createFamilies(settings: Settings): readonly Family[] {
  const surges = {
    projection: overLedger('loss-surge', lossSurge, settings),
    state: lossSurgeStateSchema,
    factItem: detectionItem,
    keptItem: matchItem,
    rebuild: surgeRebuild,
  };
  const bigLosses = {
    projection: overLedger('big-loss', bigLoss, settings),
    state: bigLossStateSchema,
    factItem: detectionItem,
    rebuild: bigLossRebuild(settings),
  };
  return [
    {
      name: 'loss-surge',
      rule: { source: [SOURCE], 'detail-type': ['DealLost', 'DealWon', 'ReportWithdrawn'] },
      advance: (table) => catchUp(table, surges),
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
    },
  ];
}
