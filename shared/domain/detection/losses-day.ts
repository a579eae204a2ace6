import { type AllLossesState, REMEMBERED_REPS, UNWATCHED } from './all-losses-state.ts';
import type { Closing } from './closing.ts';
import { afterMorning, afterOneLoss } from './daily-e-detector.ts';
import { SHUT, withMatch } from './gates.ts';
import { runAtMorning, runWithLoss } from './losses-run.ts';
import { phaseOf } from './quarter-phase.ts';
import { hashOrAnonymous } from './short-hash.ts';
import { dispersionOf, type UsualLosses, usualLosses } from './usual-losses.ts';
import { weekOf } from './week.ts';
import { faded, shareOfDay, withWeekday } from './weekday-profile.ts';
import { inWeek, oldestTelling, remembered, withLossOn } from './weekly-losses.ts';

/** Fewer losses, or fewer weeks, and nobody knows what is usual. */
const FEWEST_LOSSES = 30;
const FEWEST_WEEKS = 13;

/** One rep adds at most a tenth of a usual week on a day, and always one. */
const REP_SHARE = 0.1;

/** Is there enough history for an alarm? */
export const isActive = ({ weeks }: AllLossesState): boolean =>
  remembered(weeks) >= FEWEST_LOSSES && oldestTelling(weeks) >= FEWEST_WEEKS - 1;

/** Nobody's rush begins on the day on which the calendar has it. */
const BORDER_DAYS = 3;

/**
 * What is usual on the state's day; undefined where nobody knows. Near the border of two phases it is the one with more losses:
 * a rush that begins two days early is no surge.
 */
export function usualToday({ weeks, day }: AllLossesState): UsualLosses | undefined {
  const dispersion = dispersionOf(weeks);
  const today = usualLosses(weeks, phaseOf(day), dispersion);
  if (today === undefined) return undefined;
  const near = new Set([phaseOf(day - BORDER_DAYS), phaseOf(day + BORDER_DAYS)]);
  near.delete(phaseOf(day));
  return [...near]
    .flatMap((phase) => usualLosses(weeks, phase, dispersion) ?? [])
    .reduce((most, one) => (one.bound > most.bound ? one : most), today);
}

/** The state on the morning of a day, after all the days between. It stays as it is on its own day. */
export function onMorning(state: AllLossesState, day: number): AllLossesState {
  let now = state;
  while (now.day < day) now = nextMorning(now);
  return now;
}

function nextMorning(before: AllLossesState): AllLossesState {
  const day = before.day + 1;
  const week = weekOf(day);
  const newWeek = week !== before.weeks.week;
  const state = newWeek
    ? { ...before, day, weeks: inWeek(before.weeks, week), ...fadedCounts(before) }
    : { ...before, day };
  const usual = isActive(state) ? usualToday(state) : undefined;
  if (usual === undefined) return { ...state, today: UNWATCHED };
  const dispersion = dispersionOf(state.weeks);
  const share = shareOfDay(state.weekdays, day);
  const ofDay = { bound: usual.bound * share, guess: usual.perWeek * share };
  const run = runAtMorning(state.run, day, ofDay, dispersion);
  return {
    ...state,
    today: {
      isWatched: true,
      dispersion,
      perRep: Math.max(1, Math.ceil(REP_SHARE * usual.perWeek)),
      reps: [],
    },
    logs: afterMorning(state.logs, ofDay.bound, dispersion),
    run,
    // What happened before the run says nothing about who is behind it.
    gates: run.start === state.run.start ? state.gates : SHUT,
  };
}

const fadedCounts = ({ weekdays, reported, counted }: AllLossesState) => ({
  weekdays: faded(weekdays),
  reported: faded([reported])[0] ?? 0,
  counted: faded([counted])[0] ?? 0,
});

/** A loss that says nothing about now: only what is usual changes. */
export const withPastLoss = (state: AllLossesState, { closedOn }: Closing): AllLossesState => ({
  ...state,
  weeks: withLossOn(state.weeks, Math.min(closedOn, state.day)),
});

/** A loss that was reported on the state's day. */
export function withLossToday(state: AllLossesState, closing: Closing): AllLossesState {
  const rep = hashOrAnonymous(closing.rep);
  const { today } = state;
  const added = today.reps.find(([one]) => one === rep)?.[1] ?? 0;
  const reported = { ...state, reported: state.reported + 1 };
  const counts = added < today.perRep;
  const gated = today.isWatched
    ? {
        ...reported,
        gates: withMatch(state.gates, hashOrAnonymous(closing.account), rep),
        run: runWithLoss(state.run, closing, counts, today.dispersion),
      }
    : reported;
  if (!counts) return gated;
  const others = today.reps.filter(([one]) => one !== rep);
  return {
    ...gated,
    counted: state.counted + 1,
    weeks: withLossOn(state.weeks, state.day),
    weekdays: withWeekday(state.weekdays, state.day),
    today: { ...today, reps: [...others, [rep, added + 1] as const].slice(-REMEMBERED_REPS) },
    logs: today.isWatched ? afterOneLoss(state.logs, today.dispersion) : state.logs,
  };
}
