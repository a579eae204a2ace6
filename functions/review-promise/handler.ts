import { falseAlarms, shownFrom } from '../../shared/domain/alerts/false-alarms.ts';
import { reviewed } from '../../shared/domain/alerts/review-promise.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import type { Log } from '../../shared/ports/log.ts';
import type { Table } from '../../shared/ports/table.ts';
import { alertsOpenedFrom } from '../../shared/store/alerts.ts';
import { toldCautionKey } from '../../shared/store/keys.ts';
import { currentSettings } from '../../shared/store/record-settings.ts';
import type { Recorder } from '../../shared/store/recorder.ts';
import { cautionMessage } from './caution-message.ts';

export interface Deps {
  readonly table: Table;
  readonly adjust: Recorder['adjust'];
  readonly clock: Clock;
  readonly log: Log;
  /** Where nobody but the log would hear of it, absent. */
  readonly tellOperator?: (subject: string, text: string) => Promise<void>;
}

/**
 * Compares once a day what the teams called noise with what was promised, and lets alarms need more evidence, or less again.
 * It may run at any time, again, and in two places at once: a change is made once, and the operator is told of it at least once.
 */
export const createHandler =
  ({ table, adjust, clock, log, tellOperator }: Deps) =>
  async (): Promise<void> => {
    const now = clock();
    const alerts = await alertsOpenedFrom(table, shownFrom(now));
    await adjust((before, at) => reviewed(before, alerts, at));

    // Told from what is stored: a run that ended between both is made good by the next one.
    const settings = await currentSettings(table);
    const { caution = 1, cautionBefore: before = 1, cautionSince, falseAlarmsPerQuarter } = settings;
    if (cautionSince === undefined) return;
    const told = await table.get(toldCautionKey);
    if (told?.data.cautionSince === cautionSince) return;
    const since = new Date(cautionSince).toISOString();
    log.warn('caution changed', { caution, before, since, falseAlarmsPerQuarter });
    const { subject, text } = cautionMessage(settings, cautionSince, falseAlarms(alerts, now));
    await tellOperator?.(subject, text);
    await table.write([{ put: toldCautionKey, data: { cautionSince } }]);
  };
