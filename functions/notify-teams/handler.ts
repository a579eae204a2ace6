import type { Team } from '../../shared/domain/alerts/teams.ts';
import { dateIn } from '../../shared/domain/calendar-date.ts';
import { familyNamed } from '../../shared/domain/families/registry.ts';
import { EVENTS } from '../../shared/events/events.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import type { Log } from '../../shared/ports/log.ts';
import type { Notify } from '../../shared/ports/notify.ts';
import type { MessageHandler } from '../../shared/ports/queue.ts';
import type { Table } from '../../shared/ports/table.ts';
import { viewAlert } from '../../shared/store/alert-view.ts';
import { getAlert } from '../../shared/store/alerts.ts';
import { claimNotice, markSent } from '../../shared/store/notices.ts';
import { jointAlertMessage } from '../../shared/web/mail/joint-alert.ts';
import { each } from '../each.ts';

export interface Deps {
  readonly table: Table;
  readonly clock: Clock;
  readonly log: Log;
  readonly notify: Notify;
  readonly timeZone: string;
  readonly baseUrl: string;
}

const monthOf = (date: string): string => date.slice(0, 'YYYY-MM'.length);

const alertChanged = EVENTS.AlertOpened.envelope.or(EVENTS.AlertUpdated.envelope);

/** Tells the teams of a new alert or of news about one: at once while the allowance lasts, else in the digest. */
export function createHandler({ table, clock, log, notify, timeZone, baseUrl }: Deps): MessageHandler {
  return each(log, async (body) => {
    const { alertId, revision } = alertChanged.parse(body).data;
    const alert = await getAlert(table, alertId);
    if (alert === undefined) throw new Error(`Alert ${alertId} is not stored.`);
    const view = await viewAlert(table, alert);
    const { name, audience, immediatePerMonth } = familyNamed(alert.family);
    const openedIn = monthOf(dateIn(timeZone, alert.openedAt));
    const month =
      immediatePerMonth === undefined ? undefined : { of: `${name} ${openedIn}`, alerts: immediatePerMonth };

    const tell = async (team: Team): Promise<void> => {
      const notice = { alertId, revision, team };
      const now = clock();
      const claim = await claimNotice(table, notice, dateIn(timeZone, now), now, month);
      if (claim === 'sent') return;
      if (claim === 'send') {
        await notify(jointAlertMessage(view, revision, team, baseUrl));
        await markSent(table, notice);
      }
      log.info(claim === 'send' ? 'team notified' : 'notice waits for the digest', {
        alertId,
        revision,
        team,
      });
    };
    // One team's trouble must not keep the news from the other.
    const results = await Promise.allSettled(audience.map(tell));
    for (const result of results) if (result.status === 'rejected') throw result.reason;
  });
}
