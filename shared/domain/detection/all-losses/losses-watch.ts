import type { PromiseSettings } from '../detection-settings.ts';
import { running } from '../epoch.ts';
import { dayOf } from '../week.ts';
import { allLossesThreshold } from './all-losses.ts';
import type { AllLossesState } from './all-losses-state.ts';
import { inDeals, runInDeals } from './losses-alarm.ts';
import { passDays, usualThisWeek } from './losses-day.ts';
import { strengthOfLogs } from './weekly-e-detector.ts';

/** How all losses of a team stand now. */
export interface WatchedLosses {
  /** Losses a week that are usual in this phase of the quarter; undefined where too little is known for an alarm. */
  readonly usualPerWeek: number | undefined;
  /** Losses in the current run, its days, and how many losses would be usual on them; all 0 where no run is on. */
  readonly losses: number;
  readonly days: number;
  readonly usual: number;
  /** M, and A where an alarm is. */
  readonly strength: number;
  readonly threshold: number;
  /** Does an alert take in what happens? */
  readonly epochRunning: boolean;
}

/** @param state undefined before the first loss. */
export function watchedLosses(
  state: Readonly<AllLossesState> | undefined,
  settings: PromiseSettings,
  now: number,
): WatchedLosses {
  const threshold = allLossesThreshold(settings);
  const none = { usualPerWeek: undefined, losses: 0, days: 0, usual: 0, strength: 0, threshold };
  if (state === undefined) return { ...none, epochRunning: false };
  // The state belongs to the caller, and days that pass change it.
  const today = structuredClone(state);
  passDays(today, dayOf(now));
  const epochRunning = running(today.epoch, now) !== null;
  // It may have become known within this week; the next one is the first to be judged.
  const usual = usualThisWeek(today);
  if (usual === undefined) return { ...none, epochRunning };
  const isOn = today.run.score >= 0 && today.run.losses > 0;
  return {
    usualPerWeek: inDeals(today, usual.perWeek),
    ...(isOn ? runInDeals(today) : { losses: 0, days: 0, usual: 0 }),
    strength: strengthOfLogs(today.logs),
    threshold,
    epochRunning,
  };
}
