import { alertDocument } from '../../../functions/serve-http/api/alert-document.ts';
import type { Log } from '../../../shared/ports/log.ts';
import type { Options } from '../options.ts';
import { type AlertSummary, listAlerts } from '../replay/alerts.ts';
import type { DatedReport } from '../replay/dated-report.ts';
import { type Progress, replay } from '../replay/replay.ts';
import { startReplayHome } from '../replay/replay-home.ts';
import { makeDemoFolder } from './demo-folder.ts';
import { isCausedBy, type PlantedSurge, SURGES } from './planted-surge.ts';
import type { SyntheticReport } from './synthetic-deal.ts';
import { syntheticYear } from './synthetic-year.ts';

const DAY = 86_400_000;

export interface DemoOptions extends Pick<Options, 'data' | 'settings' | 'addresses'> {
  readonly seed: number;
  /** The time now, in truth: the year ends on the day before. */
  readonly realNow: number;
  readonly baseUrl: string;
  readonly log: Log;
  readonly onProgress?: (progress: Progress) => void;
}

export interface DemoAlert {
  readonly alert: AlertSummary;
  /** Open deals at risk as they stand at the end of the year. */
  readonly atRisk: number;
}

export interface Demo {
  /** Days since 1970-01-01. */
  readonly lastDay: number;
  readonly reports: readonly SyntheticReport[];
  /** What was planted, with the alerts that it caused; the earliest first. */
  readonly planted: readonly {
    readonly surge: PlantedSurge;
    readonly startDay: number;
    readonly alerts: readonly DemoAlert[];
  }[];
  /** Alerts about patterns where nothing was planted. */
  readonly byChance: readonly DemoAlert[];
  readonly largeDeals: readonly DemoAlert[];
  readonly messages: number;
}

/**
 * Makes a synthetic year in a folder, by the same door as every report.
 *
 * @throws StartError, CommandError
 */
export async function makeDemo({ seed, realNow, data, onProgress, ...options }: DemoOptions): Promise<Demo> {
  makeDemoFolder(data);
  const lastDay = Math.floor(realNow / DAY) - 1;
  const reports = syntheticYear({ seed, lastDay });
  const replayHome = await startReplayHome({ ...options, data, realNow });
  const { home } = replayHome;
  try {
    const { refused } = await replay(replayHome, reports.map(datedReport), onProgress);
    if (refused[0] !== undefined)
      throw new Error(`The demo made a report that is refused: ${refused[0].what}`);
    const alerts = await Promise.all(
      (await listAlerts(home.app)).map(async (alert): Promise<DemoAlert> => {
        const response = await home.app.request(`/api/alerts/${alert.id}`);
        return { alert, atRisk: alertDocument.parse(await response.json()).atRisk.length };
      }),
    );
    const isLarge = ({ alert }: DemoAlert) => alert.family === 'big-loss';
    const cause = new Map(
      alerts.filter((one) => !isLarge(one)).map((one) => [one, surgeBehind(one.alert, lastDay)]),
    );
    return {
      lastDay,
      reports,
      planted: SURGES.map((surge) => ({
        surge,
        startDay: lastDay - surge.daysBeforeEnd,
        alerts: [...cause].flatMap(([one, of]) => (of === surge ? [one] : [])),
      })),
      byChance: [...cause].flatMap(([one, of]) => (of === undefined ? [one] : [])),
      largeDeals: alerts.filter(isLarge),
      messages: (await home.outbox.list()).length,
    };
  } finally {
    await home.stop();
  }
}

function surgeBehind({ pattern, openedAt }: AlertSummary, lastDay: number): PlantedSurge | undefined {
  const day = Math.floor(Date.parse(openedAt) / DAY);
  return SURGES.find((surge) => isCausedBy({ pattern, day }, surge, lastDay));
}

/** The request that a synthetic report becomes. */
function datedReport({ day, report }: SyntheticReport): DatedReport {
  const { dealId } = report;
  const common = { dealId, day, origin: { file: 'synthetic year', line: 0, columnOf: {} } };
  switch (report.kind) {
    case 'update':
      return { ...common, kind: 'update', body: report.deal };
    case 'mention':
      return { ...common, kind: 'mention', body: report.mention };
    case 'loss':
    case 'win':
      return { ...common, kind: report.kind, body: report.report };
    case 'withdraw':
    case 'withdraw-mention':
      throw new Error('The synthetic year withdraws nothing.');
  }
}
