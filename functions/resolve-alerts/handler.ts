import type { Alert } from '../../shared/domain/alerts/alert.ts';
import { mayResolve, resolve } from '../../shared/domain/alerts/resolve.ts';
import { familyNamed } from '../../shared/domain/families/registry.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import type { Log } from '../../shared/ports/log.ts';
import type { Table } from '../../shared/ports/table.ts';
import { alertsOpenedFrom, changeAlert } from '../../shared/store/alerts.ts';
import { projectionOf } from '../../shared/store/keys.ts';
import { isUpToDate } from '../../shared/store/projector.ts';

export interface Deps {
  readonly table: Table;
  readonly clock: Clock;
  readonly log: Log;
}

/** Older alerts are history; to read all of them every day would cost more each year. */
const LOOKS_BACK = 366 * 86_400_000;

/**
 * Ends the alerts that both teams have acknowledged and whose alarm is over. It may run at any time, again, and in two places at
 * once: an alert ends once.
 */
export const createHandler =
  ({ table, clock, log }: Deps) =>
  async (): Promise<void> => {
    const now = clock();
    const open = (await alertsOpenedFrom(table, now - LOOKS_BACK)).filter(mayResolve);
    for (const { id, family, key, epoch } of open) {
      if (!(await isOver(table, { family, key }, now))) continue;
      let ended = false;
      await changeAlert(table, id, (alert) => {
        // A correction may have moved the alert to another epoch meanwhile: the next run looks at that one.
        const after =
          alert.key === key && alert.epoch === epoch ? resolve(alert, 'share-came-back', now) : alert;
        ended = after !== alert;
        return after;
      });
      if (ended) log.info('alert resolved', { alertId: id, family });
    }
  };

/** Has the pattern come back, as the family's own states tell? */
async function isOver(
  table: Table,
  { family, key }: Pick<Alert, 'family' | 'key'>,
  now: number,
): Promise<boolean> {
  const { ending, state } = familyNamed(family);
  // Losses that its states do not know of yet may be the very ones that say otherwise. The next run looks again.
  if (ending === undefined || !(await isUpToDate(table, family))) return false;
  const pk = projectionOf(family);
  const found = await table.getMany(ending.items(key).map((sk) => ({ pk, sk })));
  return ending.hasEnded(new Map(found.map((item) => [item.key.sk, state.parse(item.data)])), key, now);
}
