import type { DetectionSettings } from '../domain/detection/detection-settings.ts';
import { namesSeen } from '../domain/names-seen.ts';

import type { Table } from '../ports/table.ts';
import { projectionOf } from '../store/keys.ts';
import { storedNames } from '../store/names.ts';
import { catchUp, type Progress } from '../store/projector.ts';
import type { Rebuildable } from '../store/rebuilding/rebuild-projection.ts';
import { SOURCE } from './bus.ts';
import { createFamilies } from './families.ts';
import type { EventPattern } from './pattern/event-pattern.ts';

/** The functions at the end of a route. */
type Destination =
  /** Folds the ledger with `advance`. */
  | { readonly function: 'advance-projection'; readonly advance: (table: Table) => Promise<Progress> }
  | { readonly function: 'open-alerts' | 'watch-open-deals' | 'notify-teams' };

/** A rule, the queue behind it, and the function that the queue feeds. */
export interface Route {
  readonly name: string;
  readonly rule: EventPattern;
  readonly to: Destination;
}

const advanceNames = (table: Table): Promise<Progress> => catchUp(table, storedNames);

/** Everything that is folded from the ledger, for a rebuild. */
export const createProjections = (settings?: DetectionSettings): readonly Rebuildable[] => [
  {
    name: namesSeen.name,
    advance: advanceNames,
    partitions: async () => [projectionOf(namesSeen.name)],
  },
  ...createFamilies(settings),
];

/**
 * How events travel. Every home makes its rules and queues from this one list.
 *
 * @param settings What holds until the ledger says otherwise.
 */
export const createRoutes = (settings?: DetectionSettings): readonly Route[] => [
  ...createFamilies(settings).map(({ name, rule, advance }) => ({
    name: `detect-${name}`,
    rule,
    to: { function: 'advance-projection' as const, advance },
  })),
  {
    name: namesSeen.name,
    rule: { source: [SOURCE], 'detail-type': ['DealUpdated', 'DealLost', 'DealWon', 'CompetitorMentioned'] },
    to: { function: 'advance-projection', advance: advanceNames },
  },
  {
    name: 'open-alerts',
    rule: { source: [SOURCE], 'detail-type': ['PatternDetected', 'PatternRetracted'] },
    to: { function: 'open-alerts' },
  },
  {
    name: 'watch-open-deals',
    rule: { source: [SOURCE], 'detail-type': ['CompetitorMentioned', 'DealUpdated', 'ReportWithdrawn'] },
    to: { function: 'watch-open-deals' },
  },
  {
    name: 'notify-teams',
    rule: { source: [SOURCE], 'detail-type': ['AlertOpened', 'AlertUpdated'] },
    to: { function: 'notify-teams' },
  },
];
