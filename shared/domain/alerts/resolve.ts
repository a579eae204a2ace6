import type { Alert, RESOLUTIONS } from './alert.ts';
import { takesInNews } from './life.ts';
import { TEAMS } from './teams.ts';

/** May it end? Not before both teams have acknowledged it: an alert that nobody saw does not go away by itself. */
export const mayResolve = (alert: Alert): boolean =>
  takesInNews(alert) && TEAMS.every((team) => alert.acknowledgements[team] !== undefined);

/** The alert is over. One that may not end, or has ended, stays as it is. */
export const resolve = (alert: Alert, why: (typeof RESOLUTIONS)[number], now: number): Alert =>
  mayResolve(alert) ? { ...alert, resolved: { at: now, why }, updatedAt: now } : alert;
