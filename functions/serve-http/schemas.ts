import { dateIn } from '../../shared/domain/calendar-date.ts';
import { createReportSchemas } from '../../shared/domain/report.ts';
import type { Deps } from './deps.ts';

type ReportSchemas = ReturnType<typeof createReportSchemas>;

/** The report schemas for today, in the time zone of the business. Made once a day. */
export function createDailySchemas({
  clock,
  settings,
}: Pick<Deps, 'clock' | 'settings'>): () => ReportSchemas {
  let day = '';
  let schemas: ReportSchemas | undefined;
  return () => {
    const today = dateIn(settings.timeZone, clock());
    if (schemas === undefined || day !== today) {
      day = today;
      schemas = createReportSchemas(today);
    }
    return schemas;
  };
}
