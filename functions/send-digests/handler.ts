import { TEAMS, type Team } from '../../shared/domain/alerts/teams.ts';
import { dateIn } from '../../shared/domain/calendar-date.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import type { Log } from '../../shared/ports/log.ts';
import type { Notify } from '../../shared/ports/notify.ts';
import type { Table } from '../../shared/ports/table.ts';
import { viewAlert } from '../../shared/store/alert-view.ts';
import { getAlert } from '../../shared/store/alerts.ts';
import { isDigestSent, markDigestSent, waitingNotices } from '../../shared/store/notices.ts';
import { digestMessage } from '../../shared/web/mail/digest.ts';

export interface Deps {
  readonly table: Table;
  readonly clock: Clock;
  readonly log: Log;
  readonly notify: Notify;
  readonly timeZone: string;
  readonly baseUrl: string;
}

/** Sends each team what waited for its daily digest. A team for which nothing waits gets none; one a day at most. */
export const createHandler =
  ({ table, clock, log, notify, timeZone, baseUrl }: Deps) =>
  async (): Promise<void> => {
    const day = dateIn(timeZone, clock());
    const tell = async (team: Team): Promise<void> => {
      if (await isDigestSent(table, team, day)) return;
      const waiting = await waitingNotices(table, team);
      // The day is done as well: what comes now waits for tomorrow's digest.
      if (waiting.length === 0) return markDigestSent(table, team, day, []);
      const told = await Promise.all(
        waiting.map(async ({ alertId, revision }) => {
          const alert = await getAlert(table, alertId);
          if (alert === undefined) throw new Error(`Alert ${alertId} waits for a digest and is not stored.`);
          return { view: await viewAlert(table, alert), revision };
        }),
      );
      await notify(digestMessage(told, team, day, baseUrl));
      await markDigestSent(table, team, day, waiting);
      log.info('digest sent', { team, day, items: waiting.length });
    };
    // One team's trouble must not keep the news from the other.
    const results = await Promise.allSettled(TEAMS.map(tell));
    for (const result of results) if (result.status === 'rejected') throw result.reason;
  };
