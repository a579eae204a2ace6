import type { Alert } from '../../../shared/domain/alerts/alert.ts';
import type { Table } from '../../../shared/ports/table.ts';
import { alertNames } from '../../../shared/store/alert-names.ts';
import type { ListedAlert } from '../../../shared/web/parts/alert-list.ts';

/** Alerts with the readable forms of the names in their patterns. */
export const withNames = (table: Table, alerts: readonly Alert[]): Promise<ListedAlert[]> =>
  Promise.all(alerts.map(async (alert) => ({ alert, names: await alertNames(table, alert) })));
