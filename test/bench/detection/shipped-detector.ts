import type { PromiseSettings } from '../../../shared/domain/detection/detection-settings.ts';
import { lossSurge } from '../../../shared/domain/detection/surge/loss-surge.ts';
import type { LossSurgeState } from '../../../shared/domain/detection/surge/loss-surge-state.ts';
import type { Alarm, Detector } from './alarm.ts';
import { closingOfReport } from './closing-of-report.ts';

/** The fold that Tandem runs, from report to report as it runs live. */
export const shippedDetector = (settings: PromiseSettings): Detector =>
  function* (reports): Iterable<Alarm> {
    const items = new Map<string, LossSurgeState>();
    for (const [index, report] of reports.entries()) {
      const closing = closingOfReport(report, index + 1);
      // The fold reads the items of this closing and no others, so it may be shown all of them.
      const { facts } = lossSurge.fold(items, closing, settings);
      for (const { cause, mutedBy, pattern, epoch, seq } of facts) {
        if (cause !== 'alarm' || mutedBy !== null) continue;
        const segment = pattern.segment === null ? null : report.segment;
        yield { at: report.at, competitor: report.competitor, segment, opens: epoch === seq };
      }
    }
  };
