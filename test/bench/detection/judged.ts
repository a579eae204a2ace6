import type { Detector } from './alarm.ts';
import { FIRST_DAY } from './made-up-team.ts';
import { DAY_MS, type Report } from './reports.ts';
import { FOLLOWED_DAYS, WATCHED_DAYS } from './teams.ts';

/** How many alerts a team was sent while it was watched. What came before only taught the detector. */
export function alertsTo(reports: readonly Report[], detector: Detector, history: number): number {
  const from = (FIRST_DAY + history) * DAY_MS;
  let alerts = 0;
  for (const { at, opens } of detector(reports)) {
    if (opens && at >= from && at < from + WATCHED_DAYS * DAY_MS) alerts += 1;
  }
  return alerts;
}

/**
 * Days from the beginning of a surge until people heard of its competitor, be it by an alert or by news for one that was
 * open; infinite when it was not in the time followed. A pattern of another segment than the surge's does not count.
 */
export function delayOf(
  { reports, day }: { readonly reports: readonly Report[]; readonly day: number },
  surge: { readonly competitor: number; readonly segment: number | null },
  detector: Detector,
): number {
  const from = (FIRST_DAY + day) * DAY_MS;
  for (const alarm of detector(reports)) {
    const isOfSurge =
      alarm.competitor === surge.competitor &&
      (alarm.segment === null || surge.segment === null || alarm.segment === surge.segment);
    if (isOfSurge && alarm.at >= from) {
      const days = (alarm.at - from) / DAY_MS;
      return days <= FOLLOWED_DAYS ? days : Number.POSITIVE_INFINITY;
    }
  }
  return Number.POSITIVE_INFINITY;
}
