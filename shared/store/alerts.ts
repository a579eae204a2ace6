import { type Alert, alert, alertId, readAlertId } from '../domain/alerts/alert.ts';
import { EPOCH_DAYS } from '../domain/alerts/life.ts';
import type { Delete, Item, Put, Table } from '../ports/table.ts';
import { ALERTS, alertIndex, alertKey, alertsAbout, epochKey, ordered } from './keys.ts';
import { plain } from './plain.ts';

const DAY = 86_400_000;
/** Alerts read at once. */
const MOST_AT_ONCE = 200;

const alertItem = (one: Alert, when: Put['when']): Put => ({
  put: alertKey(one.id),
  data: plain(one),
  index: alertIndex(one.openedAt, one.id),
  when,
});

/** An id comes from an address, where people write it as they heard it, and a stranger what is too long for a key. */
async function readItem(table: Table, written: string): Promise<Item | undefined> {
  const id = readAlertId(written);
  return id === undefined ? undefined : await table.get(alertKey(id));
}

export async function getAlert(table: Table, id: string): Promise<Alert | undefined> {
  const item = await readItem(table, id);
  return item && alert.parse(item.data);
}

/** Stores a new alert. False where there is one with its id already. */
export async function createAlert(table: Table, one: Alert): Promise<boolean> {
  const result = await table.write([alertItem(one, 'absent'), ...placesAbout(undefined, one)]);
  return result.kind === 'written';
}

/** The writes that bring an alert into its competitor's list, and out of another one after a correction. */
function placesAbout(before: Alert | undefined, after: Alert): (Put | Delete)[] {
  const [from, to] = [before?.pattern.competitor ?? null, after.pattern.competitor];
  if (from === to) return [];
  const { sk } = alertIndex(after.openedAt, after.id);
  return [
    ...(from === null ? [] : [{ delete: { pk: alertsAbout(from), sk } }]),
    ...(to === null ? [] : [{ put: { pk: alertsAbout(to), sk }, data: { id: after.id } }]),
  ];
}

/** An alert that took over another epoch is found by that one. */
const placeOfEpoch = (before: Alert, { id, family, key, epoch }: Alert): Put[] =>
  before.key === key && before.epoch === epoch ? [] : [{ put: epochKey(family, epoch, key), data: { id } }];

/**
 * The alert of an epoch, and its id or the one that it would have: mostly the first that the epoch's number gives. A
 * correction may let an entry open the epoch of another pattern than before; that alert has the next id. And it may move an
 * epoch; the alert then goes with it, and keeps its id.
 */
export async function alertOfEpoch(
  table: Table,
  family: Alert['family'],
  of: Pick<Alert, 'key' | 'epoch'>,
): Promise<{ readonly id: string; readonly alert: Alert | undefined }> {
  const isOf = (one: Alert) => one.key === of.key && one.epoch === of.epoch;
  for (let nth = 1; ; nth++) {
    const id = alertId(family, of.epoch, nth);
    const found = await getAlert(table, id);
    if (found !== undefined && !isOf(found)) continue;
    if (found !== undefined) return { id, alert: found };
    const pointer = await table.get(epochKey(family, of.epoch, of.key));
    const moved = typeof pointer?.data.id === 'string' ? await getAlert(table, pointer.data.id) : undefined;
    return moved !== undefined && isOf(moved) ? { id: moved.id, alert: moved } : { id, alert: undefined };
  }
}

/**
 * Changes an alert with a pure function, again and again until nobody came in between. A function that gives back the
 * same alert writes nothing.
 *
 * @returns the alert as it now is, or undefined where there is none with this id.
 */
export async function changeAlert(
  table: Table,
  id: string,
  change: (before: Alert) => Alert,
): Promise<Alert | undefined> {
  for (;;) {
    const item = await readItem(table, id);
    if (item === undefined) return undefined;
    const before = alert.parse(item.data);
    const after = change(before);
    if (after === before) return before;
    const result = await table.write([
      alertItem(after, { version: item.version }),
      ...placesAbout(before, after),
      ...placeOfEpoch(before, after),
    ]);
    if (result.kind === 'written') return after;
  }
}

/** A competitor's alerts that may still take in news at `now`, oldest first. */
export async function recentAlertsAbout(table: Table, competitorKey: string, now: number): Promise<Alert[]> {
  const { items } = await table.query({
    pk: alertsAbout(competitorKey),
    sk: { from: ordered(Math.max(0, now - EPOCH_DAYS * DAY)) },
  });
  const ids = items.flatMap((item) => (typeof item.data.id === 'string' ? [item.data.id] : []));
  const found = await table.getMany(ids.map(alertKey));
  return found.map((item) => alert.parse(item.data)).sort((a, b) => a.openedAt - b.openedAt);
}

/** All alerts that were opened at this time or later, the newest first. */
export async function alertsOpenedFrom(table: Table, openedFrom: number): Promise<readonly Alert[]> {
  return (await findAlerts(table, { limit: Number.POSITIVE_INFINITY, openedFrom })).alerts;
}

export interface AlertPage {
  readonly alerts: readonly Alert[];
  /** Where the next page starts; absent at the end. */
  readonly next?: string | undefined;
}

export interface AlertSearch {
  readonly limit: number;
  readonly after?: string | undefined;
  /** Only alerts that were opened at this time or later. */
  readonly openedFrom?: number;
  readonly matches?: (alert: Alert) => boolean;
}

/** Alerts by the time they were opened, newest first. Reads on until the page is full or the list ends. */
export async function findAlerts(
  table: Table,
  { limit, after, openedFrom = 0, matches = () => true }: AlertSearch,
): Promise<AlertPage> {
  const alerts: Alert[] = [];
  let next = after;
  do {
    const wanted = Math.min(MOST_AT_ONCE, limit - alerts.length);
    const page = await table.query({
      pk: ALERTS,
      sk: { from: ordered(Math.max(0, openedFrom)) },
      onIndex: true,
      direction: 'descending',
      limit: wanted,
      after: next,
    });
    alerts.push(...page.items.map((item) => alert.parse(item.data)).filter(matches));
    next = page.next;
  } while (next !== undefined && alerts.length < limit);
  return { alerts, next };
}
