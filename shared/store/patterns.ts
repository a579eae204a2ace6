import { falseAlarms, type QuarterOfAlarms, shownFrom } from '../domain/alerts/false-alarms.ts';
import { MOST_CAUTION } from '../domain/alerts/review-promise.ts';
import { patternLabel } from '../domain/alerts/sentence.ts';
import { dateIn, dateOfDay } from '../domain/calendar-date.ts';
import type { Pattern } from '../domain/detection/detection.ts';
import type { DetectionSettings } from '../domain/detection/detection-settings.ts';
import { drifting } from '../domain/detection/surge/drift.ts';
import { lossSurgeStateSchema } from '../domain/detection/surge/loss-surge-state.ts';
import { watched } from '../domain/detection/surge/watch.ts';
import { promisedInAll } from '../domain/families/registry.ts';
import { inContext, statesIn } from '../domain/over-ledger.ts';
import type { Table } from '../ports/table.ts';
import { alertsOpenedFrom } from './alerts.ts';
import { type DriftRow, driftRows } from './drift-rows.ts';
import { SURGES } from './keys.ts';
import { readableByKey } from './names.ts';
import { type PatternRecovery, patternRecovery } from './pattern-recovery.ts';
import { currentSettings } from './record-settings.ts';

/** One watched pattern, for the page and the API. */
export interface PatternRow {
  readonly family: 'loss-surge';
  readonly key: string;
  readonly pattern: Pattern;
  /** "Acme, enterprise, price". */
  readonly title: string;
  readonly usualShare: number;
  readonly usualBetween: readonly [number, number];
  readonly matches: number;
  readonly of: number;
  readonly strength: number;
  readonly threshold: number;
  /** The day on which the last match was recorded. */
  readonly lastMatchOn: string;
  readonly epochRunning: boolean;
  readonly recovery: PatternRecovery | null;
}

export interface CautionInForce {
  /** So many times the usual evidence an alarm needs. */
  readonly times: number;
  /** So many times it needed before that; 1 where it was never otherwise. */
  readonly before: number;
  /** The day in UTC on which that began; null where it was never otherwise. */
  readonly since: string | null;
  /** Is that as far as Tandem goes by itself? */
  readonly isMost: boolean;
}

export interface WatchedPatterns {
  /** Are there enough closed deals for an alarm? */
  readonly isActive: boolean;
  readonly closedDeals: number;
  /** The nearest to its threshold first. */
  readonly patterns: readonly PatternRow[];
  /** Those with a slowly growing share. */
  readonly drifting: readonly DriftRow[];
  /** What is promised at most for each team and quarter, over all families together. */
  readonly falseAlarmsPromised: number;
  /** What the teams' own count of false alarms asks for. */
  readonly caution: CautionInForce;
  /** What became of the promise, by quarter, the running one first. */
  readonly quarters: readonly QuarterOfAlarms[];
}

const stored = inContext(lossSurgeStateSchema);

/** Everything that is watched. */
export async function listPatterns(table: Table, now: number): Promise<WatchedPatterns> {
  // The settings at the end of the ledger: the next report will be judged by them.
  const [{ items: found }, settings, alerts, competitorNames, segmentNames] = await Promise.all([
    table.query({ pk: SURGES }),
    currentSettings(table),
    alertsOpenedFrom(table, shownFrom(now)),
    readableByKey(table, 'competitor'),
    readableByKey(table, 'segment'),
  ]);
  const items = new Map(found.map((item) => [item.key.sk, stored.parse(item.data)]));
  const states = statesIn(items);
  const { isActive, closedDeals, patterns } = watched(states, settings, now);
  const titleOf = (pattern: Pattern): string => {
    const { competitor, segment } = pattern;
    return patternLabel(pattern, {
      competitor: competitor === null ? undefined : (competitorNames.get(competitor) ?? competitor),
      segment: segment === null ? undefined : (segmentNames.get(segment) ?? segment),
    });
  };
  const alarmed = new Set(patterns.flatMap(({ key, epochRunning }) => (epochRunning ? [key] : [])));
  const rows = patterns.map(
    ({ lastMatchOn, recovery, ...row }): PatternRow => ({
      family: 'loss-surge',
      ...row,
      title: titleOf(row.pattern),
      lastMatchOn: dateOfDay(lastMatchOn),
      recovery: patternRecovery(recovery),
    }),
  );
  return {
    isActive,
    closedDeals,
    patterns: rows,
    drifting: driftRows(drifting(states, now), titleOf, (key) => alarmed.has(key)),
    falseAlarmsPromised: promisedInAll(settings.falseAlarmsPerQuarter),
    caution: cautionInForce(settings),
    quarters: falseAlarms(alerts, now),
  };
}

const cautionInForce = ({
  caution = 1,
  cautionBefore = 1,
  cautionSince,
}: DetectionSettings): CautionInForce => ({
  times: caution,
  before: cautionBefore,
  since: cautionSince === undefined ? null : dateIn('UTC', cautionSince),
  isMost: caution === MOST_CAUTION,
});
