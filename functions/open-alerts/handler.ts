import { EPOCH_DAYS, knowAtRisk, openAlert, takeIn } from '../../shared/domain/alerts/life.ts';
import { isOfEpoch, isOpeningOf, opensEpoch, settled } from '../../shared/domain/alerts/settle.ts';
import { byCloseness, isSameStory, takenOver } from '../../shared/domain/alerts/take-over.ts';
import { type Detection, ownerOf } from '../../shared/domain/detection/detection.ts';
import { epochEnd } from '../../shared/domain/detection/epoch.ts';
import { sameJson } from '../../shared/domain/same-json.ts';
import { EVENTS } from '../../shared/events/events.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import type { Log } from '../../shared/ports/log.ts';
import type { MessageHandler } from '../../shared/ports/queue.ts';
import type { Table } from '../../shared/ports/table.ts';
import { atRiskNow } from '../../shared/store/alert-view.ts';
import { alertOfEpoch, changeAlert, createAlert, findAlerts } from '../../shared/store/alerts.ts';
import { detectionsFrom, findDetection, getDetection } from '../../shared/store/detections.ts';
import { eachGroup } from '../each.ts';

export interface Deps {
  readonly table: Table;
  readonly clock: Clock;
  readonly log: Log;
}

const DAY = 86_400_000;
/** Alerts of one story within an epoch. */
const MOST_RECENT = 100;

type Family = Detection['family'];
type Epoch = ReturnType<typeof ownerOf>;

const detectionChanged = EVENTS.PatternDetected.envelope.or(EVENTS.PatternRetracted.envelope);

/**
 * Opens the joint alert of a detection, or brings the news to the one that is open. The order in which detections
 * arrive does not matter: whichever comes first opens the alert, from the detection that began the epoch. What a
 * correction changed is not news: then the alert is settled from all detections of its epoch as they now stand.
 */
export function createHandler({ table, clock, log }: Deps): MessageHandler {
  /** The id of the alert of an epoch, opened if need be; undefined where there is none, and no longer a reason for one. */
  async function ensureOpen(family: Family, of: Epoch): Promise<string | undefined> {
    for (;;) {
      const { id, alert: known } = await alertOfEpoch(table, family, of);
      if (known !== undefined) return id;
      const opening = await getDetection(table, { family, seq: of.epoch, key: of.key });
      // A correction, or a family that this version brings, may find what is over: an alert about it helps nobody.
      if (!opensEpoch(opening) || clock() >= epochEnd(opening.at)) return undefined;
      const inherited = await inheritedBy(opening);
      if (inherited !== undefined) return inherited;
      const atRisk = await atRiskNow(table, opening);
      const dealIds = atRisk.map(({ dealId }) => dealId);
      if (!(await createAlert(table, { ...openAlert(opening, dealIds, clock()), id }))) continue;
      log.info('alert opened', { alertId: id, family, seq: opening.seq });
      // A deal that came into danger in between found no alert. It is in the first message, so it is no news.
      const since = (await atRiskNow(table, opening)).map(({ dealId }) => dealId);
      await changeAlert(table, id, (one) => knowAtRisk(one, since));
      // A correction that came in between found no alert.
      const now = await getDetection(table, opening);
      if (!sameJson(now, opening)) await settle(family, of);
      return id;
    }
  }

  /**
   * The alert that goes on with an opening which a correction made: one whose own opening the same correction took away.
   * Without it people would hear of one story twice, and their answers would stay with the alert that no longer counts.
   */
  async function inheritedBy(opening: Detection): Promise<string | undefined> {
    const { family, revised } = opening;
    if (revised === undefined) return undefined;
    const { alerts } = await findAlerts(table, {
      limit: MOST_RECENT,
      openedFrom: clock() - EPOCH_DAYS * DAY,
      matches: (alert) => isSameStory(alert, opening),
    });
    for (const { id, key, epoch } of alerts.toSorted(byCloseness(opening))) {
      const own = await findDetection(table, { family, seq: epoch, key });
      if (own === undefined || opensEpoch(own) || own.revised?.by !== revised.by) continue;
      const after = await changeAlert(table, id, (alert) =>
        alert.key === key && alert.epoch === epoch ? takenOver(alert, opening) : alert,
      );
      if (after?.key !== opening.key || after.epoch !== opening.epoch) continue;
      log.info('alert taken over', { alertId: id, family, seq: opening.seq });
      return id;
    }
    return undefined;
  }

  /** Brings the alert of an epoch to what its detections say, and looks again in case they changed meanwhile. */
  async function settle(family: Family, of: Epoch): Promise<void> {
    const read = async () =>
      (await detectionsFrom(table, family, of.epoch)).filter((one) => isOfEpoch(one, of));
    for (let before = await read(); ; ) {
      const opening = before.find((one) => isOpeningOf(one, of));
      if (opening === undefined) return;
      const id = await ensureOpen(family, of);
      if (id === undefined) return;
      const epoch = before.filter((one) => sameJson(ownerOf(one), of));
      const alert = await changeAlert(table, id, (one) => settled(one, opening, epoch, clock()));
      log.info('alert settled', { alertId: id, family, isRetracted: alert?.retracted !== undefined });
      const after = await read();
      if (sameJson(before, after)) return;
      before = after;
    }
  }

  async function bring(detection: Detection): Promise<void> {
    const { family } = detection;
    const id = await ensureOpen(family, ownerOf(detection));
    if (id === undefined || (detection.mutedBy === null && detection.seq === detection.epoch)) return;
    await changeAlert(table, id, (alert) => takeIn(alert, detection, clock()));
  }

  /** Repeated alarms of one epoch: newer figures and more evidence, and nothing to tell anybody. In a flood there are many. */
  async function bringRepeats(repeats: readonly Detection[]): Promise<void> {
    const [first] = repeats;
    const id = first && (await ensureOpen(first.family, ownerOf(first)));
    if (id === undefined) return;
    await changeAlert(table, id, (alert) =>
      repeats.reduce((one, repeat) => takeIn(one, repeat, clock()), alert),
    );
  }

  return eachGroup(log, epochIn, async (bodies) => {
    const repeats: Detection[] = [];
    for (const body of bodies) {
      const { data } = detectionChanged.parse(body);
      const detection = await getDetection(table, data);
      if (isRepeat(detection)) {
        repeats.push(detection);
      } else if (detection.revised === undefined) {
        await bring(detection);
      } else {
        const [family, owner] = [detection.family, ownerOf(detection)];
        await settle(family, owner);
        if (data.formerly !== undefined && !sameJson(data.formerly, owner))
          await settle(family, data.formerly);
      }
    }
    await bringRepeats(repeats);
  });
}

/** The epoch that a message is about. */
function epochIn(body: unknown): string | undefined {
  const read = detectionChanged.safeParse(body);
  return read.success ? `${read.data.data.family} ${read.data.data.epoch} ${read.data.data.key}` : undefined;
}

const isRepeat = ({ seq, epoch, cause, mutedBy, revised }: Detection): boolean =>
  seq !== epoch && cause !== 'money-doubled' && mutedBy === null && revised === undefined;
