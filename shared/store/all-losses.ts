import { PART_OF_BUDGET } from '../domain/detection/all-losses/all-losses.ts';
import { allLossesStateSchema } from '../domain/detection/all-losses/all-losses-state.ts';
import { ALL } from '../domain/detection/all-losses/losses-alarm.ts';
import { type WatchedLosses, watchedLosses } from '../domain/detection/all-losses/losses-watch.ts';
import type { Table } from '../ports/table.ts';
import { projectionOf } from './keys.ts';
import { currentSettings } from './record-settings.ts';

/** How all losses together stand, for the page and the API. */
export interface AllLosses extends WatchedLosses {
  /** What is promised at most for each team and quarter. */
  readonly falseAlarmsPromised: number;
}

export async function watchAllLosses(table: Table, now: number): Promise<AllLosses> {
  const [item, settings] = await Promise.all([
    table.get({ pk: projectionOf('all-losses'), sk: ALL }),
    currentSettings(table),
  ]);
  return {
    ...watchedLosses(item && allLossesStateSchema.parse(item.data), settings, now),
    falseAlarmsPromised: PART_OF_BUDGET * settings.falseAlarmsPerQuarter,
  };
}
