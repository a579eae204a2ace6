import { alertId } from '../../shared/domain/alerts/alert.ts';
import { openAlert, takeIn } from '../../shared/domain/alerts/life.ts';
import type { Detection } from '../../shared/domain/detection/detection.ts';
import { EVENTS } from '../../shared/events/events.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import type { Log } from '../../shared/ports/log.ts';
import type { MessageHandler } from '../../shared/ports/queue.ts';
import type { Table } from '../../shared/ports/table.ts';
import { atRiskNow } from '../../shared/store/alert-view.ts';
import { changeAlert, createAlert, getAlert } from '../../shared/store/alerts.ts';
import { getDetection } from '../../shared/store/detections.ts';
import { each } from '../each.ts';

export interface Deps {
  readonly table: Table;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Opens the joint alert of a detection, or brings the news to the one that is open. The order in which detections
 * arrive does not matter: whichever comes first opens the alert, from the detection that began the epoch.
 */
export function createHandler({ table, clock, log }: Deps): MessageHandler {
  async function ensureOpen(
    family: Detection['family'],
    epoch: { readonly key: string; readonly epoch: number },
  ) {
    const id = alertId(family, epoch.epoch);
    if ((await getAlert(table, id)) !== undefined) return id;
    const first = await getDetection(table, { family, seq: epoch.epoch, key: epoch.key });
    const atRisk = await atRiskNow(table, first.pattern);
    const alert = openAlert(
      first,
      atRisk.map(({ dealId }) => dealId),
      clock(),
    );
    if (await createAlert(table, alert)) log.info('alert opened', { alertId: id, family, seq: first.seq });
    return id;
  }

  return each(log, async (body) => {
    const { data } = EVENTS.PatternDetected.envelope.parse(body);
    const detection = await getDetection(table, data);
    const id = await ensureOpen(detection.family, detection.mutedBy ?? detection);
    if (detection.mutedBy !== null || detection.seq > detection.epoch) {
      await changeAlert(table, id, (alert) => takeIn(alert, detection, clock()));
    }
  });
}
