import type { Closing } from '../closing.ts';
import { countAtGates, newGates } from '../key/gates.ts';
import { particularsOf } from '../particulars.ts';
import { ANONYMOUS } from '../short-hash.ts';
import { type AllLossesState, REMEMBERED_REPS } from './all-losses-state.ts';
import { noDaysRun, runInNewWeek, takeLossInRun } from './losses-run.ts';
import { officeWeekOf, sundayOf } from './office-week.ts';
import { phaseOf } from './quarter-phase.ts';
import { dispersionOf, type UsualLosses, usualLosses } from './usual-losses.ts';
import { NO_R, takeNewWeek, takeOneLoss } from './weekly-e-detector.ts';
import { countLossOn, oldestTelling, passWeeks, remembered } from './weekly-losses.ts';

/** Fewer losses, or fewer weeks, and nobody knows what is usual. */
const FEWEST_LOSSES = 30;
const FEWEST_WEEKS = 13;

/** One rep adds at most a tenth of a usual week on a day, and always one. */
const REP_SHARE = 0.1;

/** Is there enough history for an alarm? */
const isActive = ({ weeks }: Readonly<AllLossesState>): boolean =>
  remembered(weeks) >= FEWEST_LOSSES && oldestTelling(weeks) >= FEWEST_WEEKS - 1;

/** Nobody's rush begins on the day on which the calendar has it. */
const BORDER_DAYS = 3;

/**
 * What is usual in the state's week; undefined where nobody knows. Where it lies in two phases or near their border it is the one
 * with more losses, for all of the week: a rush that begins two days early is no surge, and a team that logs on one day
 * of the week may have that day in the busier one.
 */
export function usualThisWeek(state: Readonly<AllLossesState>): UsualLosses | undefined {
  if (!isActive(state)) return undefined;
  const { weeks } = state;
  const sunday = sundayOf(weeks.week);
  const dispersion = dispersionOf(weeks);
  // A phase is longer than the days from one of these to the other, so there is no third one between.
  const [one, other] = [sunday - BORDER_DAYS, sunday + 6 + BORDER_DAYS].map((day) =>
    usualLosses(weeks, phaseOf(day), dispersion),
  );
  if (one === undefined || other === undefined) return undefined;
  return one.bound > other.bound ? one : other;
}

/** Brings the state to a day, after all the days between. It stays as it is on its own day. */
export function passDays(state: AllLossesState, day: number): void {
  while (state.day < day) passNight(state);
}

function passNight(state: AllLossesState): void {
  state.day += 1;
  state.reps = [];
  if (officeWeekOf(state.day) !== state.weeks.week) beginWeek(state);
  if (state.week !== null) state.run.usual += state.week.perWeek / 7;
}

function beginWeek(state: AllLossesState): void {
  passWeeks(state.weeks, officeWeekOf(state.day));
  state.reported = worthAfter(state.reported, 1);
  state.counted = worthAfter(state.counted, 1);
  const usual = usualThisWeek(state);
  if (usual === undefined) {
    leaveUnwatched(state);
    return;
  }
  const dispersion = dispersionOf(state.weeks);
  state.week = { dispersion, perWeek: usual.perWeek };
  takeNewWeek(state.logs, usual.bound, dispersion);
  const { start } = state.run;
  state.run = runInNewWeek(state.run, state.day, usual.bound, dispersion);
  // What happened before the run says nothing about who is behind it.
  if (state.run.start !== start) state.gates = newGates();
}

/** A week of which nobody knows what is usual. What was found before it is given up, which only lowers R. */
function leaveUnwatched(state: AllLossesState): void {
  state.week = null;
  state.logs.fill(NO_R);
  state.run = noDaysRun();
  state.gates = newGates();
}

/** What numbers are worth after a week: about a year is remembered. */
const FADES = 0.98;

/** Rounded, so that the state stays short. */
const worthAfter = (number: number, weeks: number): number =>
  Math.round(number * FADES ** weeks * 1000) / 1000;

/** A loss that says nothing about now: only what is usual changes. No rep's part in it is capped. */
export function takePastLoss(state: AllLossesState, { closedOn }: Closing): void {
  const day = Math.min(closedOn, state.day);
  if (!countLossOn(state.weeks, day)) return;
  const worth = worthAfter(1, state.weeks.week - officeWeekOf(day));
  state.reported += worth;
  state.counted += worth;
}

/** A loss that was reported on the state's day. */
export function takeLossToday(state: AllLossesState, closing: Closing): void {
  const { rep, account } = particularsOf(closing);
  const capped = rep ?? ANONYMOUS;
  const { week } = state;
  const added = state.reps.find(([one]) => one === capped)?.[1] ?? 0;
  // In a week of which nobody knows what is usual, all that is lost counts, and nothing is judged.
  const counts = week === null || added < Math.max(1, Math.ceil(REP_SHARE * week.perWeek));
  state.reported += 1;
  if (week !== null) {
    countAtGates(state.gates, account, rep);
    takeLossInRun(state.run, closing, counts, week.dispersion);
  }
  if (!counts) return;
  state.counted += 1;
  countLossOn(state.weeks, state.day);
  const others = state.reps.filter(([one]) => one !== capped);
  state.reps = [...others, [capped, added + 1] satisfies [number, number]].slice(-REMEMBERED_REPS);
  if (week !== null) takeOneLoss(state.logs, week.dispersion);
}
