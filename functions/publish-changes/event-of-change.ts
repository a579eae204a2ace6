import { alert, revisionOf } from '../../shared/domain/alerts/alert.ts';
import { moneyOf } from '../../shared/domain/deal.ts';
import { type Detection, ownerOf } from '../../shared/domain/detection/detection.ts';
import { type LedgerEntry, ledgerEntry } from '../../shared/domain/ledger-entry.ts';
import { minorDigits } from '../../shared/domain/money.ts';
import { competitorKey, isUnknownCompetitor, nameKey } from '../../shared/domain/names.ts';
import { EVENTS, type Event, type EventData, type EventType } from '../../shared/events/events.ts';
import type { Change } from '../../shared/ports/table.ts';
import { detectionFact } from '../../shared/store/detections.ts';
import { ALERT, DETECTION, LEDGER } from '../../shared/store/keys.ts';

/**
 * The event that a change of the table means, if it means one. Nothing else publishes: so an event exists exactly when
 * its fact is stored, and the same change gives the same event each time.
 */
export function eventOfChange({ key, before, after }: Omit<Change, 'cursor'>): Event | undefined {
  if (after === undefined) return undefined;
  if (key.pk === LEDGER) return before === undefined ? ledgerEvent(ledgerEntry.parse(after.data)) : undefined;
  if (key.pk.startsWith(DETECTION)) {
    return detectionEvent(detectionFact.parse(after.data), before && detectionFact.parse(before.data));
  }
  if (key.pk.startsWith(ALERT)) return alertEvent(after.data, before?.data);
  return undefined;
}

function ledgerEvent(entry: LedgerEntry): Event {
  const { seq } = entry;
  const origin = { id: `ledger-${seq}`, at: entry.recordedAt, cause: `ledger-${seq}` };
  switch (entry.type) {
    case 'DealUpdated':
      return event('DealUpdated', { seq, dealId: entry.dealId }, origin);
    case 'DealLost': {
      const { outcome, primaryReason, competitor, segment } = entry.report;
      const named = outcome === 'competitor' && competitor !== undefined && !isUnknownCompetitor(competitor);
      const data = {
        seq,
        dealId: entry.dealId,
        outcome,
        primaryReason,
        competitor: named ? competitorKey(competitor) : undefined,
        segment: segment && nameKey(segment),
        ...majorUnits(entry.report),
        amends: entry.amends,
      };
      return event('DealLost', data, origin);
    }
    case 'DealWon': {
      const { dealId, report, amends } = entry;
      return event('DealWon', { seq, dealId, ...majorUnits(report), amends }, origin);
    }
    case 'CompetitorMentioned': {
      const { dealId, mention } = entry;
      return event(
        'CompetitorMentioned',
        { seq, dealId, competitor: competitorKey(mention.competitor) },
        origin,
      );
    }
    case 'MentionWithdrawn': {
      const { dealId, competitor } = entry;
      return event('MentionWithdrawn', { seq, dealId, competitor }, origin);
    }
    case 'ReportWithdrawn': {
      const { dealId, withdraws } = entry;
      return event('ReportWithdrawn', { seq, dealId, withdraws }, origin);
    }
    case 'CompetitorConfirmed':
    case 'CompetitorRenamed':
    case 'CompetitorArchived':
      return event(entry.type, { seq, competitor: entry.competitor }, origin);
    case 'CompetitorMerged':
    case 'CompetitorDismissed': {
      const { names, from, to } = entry;
      return event(entry.type, { seq, names, from, to }, origin);
    }
    case 'CompetitorSeparated': {
      const { names, from, to, undoes } = entry;
      return event('CompetitorSeparated', { seq, names, from, to, undoes }, origin);
    }
    case 'SettingsChanged':
      return event('SettingsChanged', { seq }, origin);
  }
}

function detectionEvent(after: Detection, before: Detection | undefined): Event | undefined {
  const { family, key, seq, epoch, at, revised, retracted } = after;
  const facts = { family, key, seq, epoch };
  const id = `${family}-${seq}-${key}`;
  if (revised === undefined)
    return event('PatternDetected', facts, { id: `detection-${id}`, at, cause: `ledger-${seq}` });
  const origin = { at: revised.at, cause: `ledger-${revised.by}` };
  const formerly = before && ownerOf(before);
  return retracted === undefined
    ? event(
        'PatternDetected',
        { ...facts, revisedBy: revised.by, formerly },
        { ...origin, id: `detection-${id}-${revised.by}` },
      )
    : event(
        'PatternRetracted',
        { ...facts, by: revised.by, formerly },
        { ...origin, id: `retraction-${id}-${revised.by}` },
      );
}

/** An alert of which nobody knows what was before, as in a change that is published again, tells its latest revision. */
function alertEvent(data: unknown, beforeData: unknown): Event | undefined {
  const after = alert.parse(data);
  const revision = revisionOf(after);
  if (beforeData !== undefined && revision <= revisionOf(alert.parse(beforeData))) return undefined;
  const type = revision === 1 ? 'AlertOpened' : 'AlertUpdated';
  const origin = {
    id: `alert-${after.id}-${revision}`,
    at: after.updatedAt,
    cause: `ledger-${after.epoch}`,
  };
  return event(type, { alertId: after.id, revision }, origin);
}

function majorUnits(report: Parameters<typeof moneyOf>[0]): {
  readonly amount?: number;
  readonly currency?: string;
} {
  const money = moneyOf(report);
  return money === undefined
    ? {}
    : { amount: money.amount / 10 ** minorDigits(money.currency), currency: money.currency };
}

interface Origin {
  readonly id: string;
  readonly at: number;
  readonly cause: string;
}

function event<const Type extends EventType>(
  type: Type,
  data: EventData<Type>,
  { id, at, cause }: Origin,
): Event<Type> {
  return {
    metadata: {
      id,
      type,
      version: EVENTS[type].version,
      occurredAt: new Date(at).toISOString(),
      producer: 'tandem',
      correlationId: cause,
      causationId: cause,
    },
    data,
  };
}
