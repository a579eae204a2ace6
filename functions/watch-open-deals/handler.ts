import { atRiskDeals } from '../../shared/domain/alerts/at-risk.ts';
import { addAtRisk } from '../../shared/domain/alerts/life.ts';
import { dealStatus } from '../../shared/domain/deal.ts';
import { EVENTS } from '../../shared/events/events.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import type { Log } from '../../shared/ports/log.ts';
import type { MessageHandler } from '../../shared/ports/queue.ts';
import type { Table } from '../../shared/ports/table.ts';
import { changeAlert, recentAlertIdsAbout } from '../../shared/store/alerts.ts';
import { getDeal } from '../../shared/store/deals.ts';
import { each } from '../each.ts';

export interface Deps {
  readonly table: Table;
  readonly clock: Clock;
  readonly log: Log;
}

const openDealChanged = EVENTS.CompetitorMentioned.envelope.or(EVENTS.DealUpdated.envelope);

/** Tells the open alerts about a competitor when one more open deal comes into danger. */
export const createHandler = ({ table, clock, log }: Deps): MessageHandler =>
  each(log, async (body) => {
    const { data } = openDealChanged.parse(body);
    const deal = (await getDeal(table, data.dealId))?.deal;
    if (deal === undefined || dealStatus(deal) !== 'open') return;
    for (const competitor of Object.keys(deal.mentions)) {
      for (const alertId of await recentAlertIdsAbout(table, competitor, clock())) {
        await changeAlert(table, alertId, (alert) =>
          atRiskDeals(alert.pattern, [deal]).length > 0 ? addAtRisk(alert, deal.id, clock()) : alert,
        );
      }
    }
  });
