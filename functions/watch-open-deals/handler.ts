import type { Alert } from '../../shared/domain/alerts/alert.ts';
import { atRiskDeals } from '../../shared/domain/alerts/at-risk.ts';
import { addAtRisk, takesInNews } from '../../shared/domain/alerts/life.ts';
import { type Deal, dealStatus } from '../../shared/domain/deal.ts';
import { fixedParts } from '../../shared/domain/detection/pattern-key.ts';
import { familyNamed } from '../../shared/domain/families/registry.ts';
import { EVENTS } from '../../shared/events/events.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import type { Log } from '../../shared/ports/log.ts';
import type { MessageHandler } from '../../shared/ports/queue.ts';
import type { Table } from '../../shared/ports/table.ts';
import { changeAlert, recentAlertsAbout } from '../../shared/store/alerts.ts';
import { namesOf } from '../../shared/store/competitors.ts';
import { getDeal } from '../../shared/store/deals.ts';
import { countedNow } from '../../shared/store/register.ts';
import { each } from '../each.ts';

export interface Deps {
  readonly table: Table;
  readonly clock: Clock;
  readonly log: Log;
}

const openDealChanged = EVENTS.CompetitorMentioned.envelope
  .or(EVENTS.DealUpdated.envelope)
  .or(EVENTS.ReportWithdrawn.envelope);

/**
 * Tells of one more open deal in danger, once: to the coarsest of the competitor's running alerts that it belongs to. All
 * alerts show it on their page; a message from each of them would be a storm.
 */
export function createHandler({ table, clock, log }: Deps): MessageHandler {
  /** Those that the names in the mentions are counted under. */
  async function competitorsIn({ mentions }: Deal): Promise<Set<string>> {
    const names = Object.keys(mentions);
    const countedAs = await countedNow(table, names);
    return new Set(names.map(countedAs).filter((key) => key !== null));
  }

  return each(log, async (body) => {
    const { data } = openDealChanged.parse(body);
    const deal = (await getDeal(table, data.dealId))?.deal;
    if (deal === undefined || dealStatus(deal) !== 'open') return;
    for (const competitor of await competitorsIn(deal)) {
      // An alert may still stand under a name that was just merged.
      const names = await namesOf(table, competitor);
      const lists = await Promise.all(names.map((name) => recentAlertsAbout(table, name, clock())));
      const alerts = lists.flat();
      const [coarsest] = alerts
        .filter((alert) => isAbout(alert, deal))
        .sort((a, b) => fixedParts(a.pattern) - fixedParts(b.pattern) || a.epoch - b.epoch);
      if (coarsest === undefined) continue;
      await changeAlert(table, coarsest.id, (alert) => addAtRisk(alert, deal.id, clock()));
    }
  });
}

/** A single large loss says nothing about other deals; a surge does. */
const isAbout = (alert: Alert, deal: Deal): boolean =>
  familyNamed(alert.family).endangersDeals &&
  takesInNews(alert) &&
  atRiskDeals(alert.pattern, [deal], []).length > 0;
