import { type AllLossesState, REMEMBERED_REPS, unwatched } from './all-losses-state.ts';
import type { Closing } from './closing.ts';
import { afterMorning, takeOneLoss } from './daily-e-detector.ts';
import { passGates, shutGates } from './gates.ts';
import { runAtMorning, takeLossInRun } from './losses-run.ts';
import { phaseOf } from './quarter-phase.ts';
import { seen } from './seen.ts';
import { dispersionOf, type UsualLosses, usualLosses } from './usual-losses.ts';
import { weekOf } from './week.ts';
import { countWeekday, faded, shareOfDay } from './weekday-profile.ts';
import { countLossOn, oldestTelling, passWeeks, remembered } from './weekly-losses.ts';

/** Fewer losses, or fewer weeks, and nobody knows what is usual. */
const FEWEST_LOSSES = 30;
const FEWEST_WEEKS = 13;

/** One rep adds at most a tenth of a usual week on a day, and always one. */
const REP_SHARE = 0.1;

/** Is there enough history for an alarm? */
export const isActive = ({ weeks }: Readonly<AllLossesState>): boolean =>
  remembered(weeks) >= FEWEST_LOSSES && oldestTelling(weeks) >= FEWEST_WEEKS - 1;

/** Nobody's rush begins on the day on which the calendar has it. */
const BORDER_DAYS = 3;

/**
 * What is usual on the state's day; undefined where nobody knows. Near the border of two phases it is the one with more losses:
 * a rush that begins two days early is no surge.
 */
export function usualToday({ weeks, day }: Readonly<AllLossesState>): UsualLosses | undefined {
  const dispersion = dispersionOf(weeks);
  const today = usualLosses(weeks, phaseOf(day), dispersion);
  if (today === undefined) return undefined;
  const near = new Set([phaseOf(day - BORDER_DAYS), phaseOf(day + BORDER_DAYS)]);
  near.delete(phaseOf(day));
  return [...near]
    .flatMap((phase) => usualLosses(weeks, phase, dispersion) ?? [])
    .reduce((most, one) => (one.bound > most.bound ? one : most), today);
}

/** Brings the state to the morning of a day, after all the days between. It stays as it is on its own day. */
export function passDays(state: AllLossesState, day: number): void {
  while (state.day < day) passNight(state);
}

function passNight(state: AllLossesState): void {
  state.day += 1;
  const week = weekOf(state.day);
  if (week !== state.weeks.week) {
    passWeeks(state.weeks, week);
    state.weekdays = faded(state.weekdays);
    [state.reported = 0, state.counted = 0] = faded([state.reported, state.counted]);
  }
  const usual = isActive(state) ? usualToday(state) : undefined;
  if (usual === undefined) {
    state.today = unwatched();
    return;
  }
  const dispersion = dispersionOf(state.weeks);
  const share = shareOfDay(state.weekdays, state.day);
  const ofDay = { bound: usual.bound * share, guess: usual.perWeek * share };
  state.today = {
    isWatched: true,
    dispersion,
    perRep: Math.max(1, Math.ceil(REP_SHARE * usual.perWeek)),
    reps: [],
  };
  state.logs = afterMorning(state.logs, ofDay.bound, dispersion);
  const { start } = state.run;
  state.run = runAtMorning(state.run, state.day, ofDay, dispersion);
  // What happened before the run says nothing about who is behind it.
  if (state.run.start !== start) state.gates = shutGates();
}

/** A loss that says nothing about now: only what is usual changes. */
export function takePastLoss(state: AllLossesState, { closedOn }: Closing): void {
  countLossOn(state.weeks, Math.min(closedOn, state.day));
}

/** A loss that was reported on the state's day. */
export function takeLossToday(state: AllLossesState, closing: Closing): void {
  const { rep, account } = seen(closing);
  const { today } = state;
  const added = today.reps.find(([one]) => one === rep)?.[1] ?? 0;
  const counts = added < today.perRep;
  state.reported += 1;
  if (today.isWatched) {
    passGates(state.gates, account, rep);
    takeLossInRun(state.run, closing, counts, today.dispersion);
  }
  if (!counts) return;
  state.counted += 1;
  countLossOn(state.weeks, state.day);
  countWeekday(state.weekdays, state.day);
  const others = today.reps.filter(([one]) => one !== rep);
  today.reps = [...others, [rep, added + 1] satisfies [number, number]].slice(-REMEMBERED_REPS);
  if (today.isWatched) takeOneLoss(state.logs, today.dispersion);
}
