import type { Detector } from './alarm.ts';
import { alertsTo } from './judged.ts';
import type { Report } from './reports.ts';
import { calibrated } from './rivals/calibration.ts';
import { POISSON_CUSUM } from './rivals/poisson-cusum.ts';
import { rivalDetector } from './rivals/rival.ts';
import { SO_MANY_IN_TWO_WEEKS } from './rivals/so-many-in-two-weeks.ts';
import { TIMES_THE_AVERAGE } from './rivals/times-the-average.ts';
import { shippedDetector } from './shipped-detector.ts';

export interface Entrant {
  readonly name: string;
  readonly setting: 'shipped' | 'usual' | 'calibrated' | 'variant';
  /** The threshold of a rival. */
  readonly threshold?: number;
  readonly detector: Detector;
}

const RIVALS = [SO_MANY_IN_TWO_WEEKS, TIMES_THE_AVERAGE, POISSON_CUSUM];

export const TANDEM: Entrant = {
  name: 'Tandem',
  setting: 'shipped',
  detector: shippedDetector({ falseAlarmsPerQuarter: 1 }),
};

/**
 * Tandem and its rivals, each rival as people set it, and calibrated on these quiet teams to the number of alerts that Tandem
 * sent them.
 */
export function lineUp(quiet: readonly (readonly Report[])[], history: number): readonly Entrant[] {
  const most = quiet.reduce((sum, reports) => sum + alertsTo(reports, TANDEM.detector, history), 0);
  const rivals = RIVALS.flatMap((rival): Entrant[] => {
    const settings = [
      { setting: 'usual', threshold: rival.usual },
      { setting: 'calibrated', threshold: calibrated(rival, quiet, history, most) },
    ] as const;
    return settings.map((one) => ({
      ...one,
      name: rival.name,
      detector: rivalDetector(rival, one.threshold),
    }));
  });
  return [TANDEM, ...rivals];
}
