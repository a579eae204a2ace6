import {
  fadesAfter,
  passGap,
  passMatch,
  strengthOf,
} from '../../../../shared/domain/detection/key/e-detector.ts';
import { wilsonUpper } from '../../../../shared/domain/detection/key/wilson.ts';
import { dayOf, GUARD_WEEKS, partOfWeek, weekOf } from '../../../../shared/domain/detection/week.ts';
import type { Alarm, Detector } from '../alarm.ts';
import { FIRST_DAY } from '../made-up-team.ts';
import { DAY_MS } from '../reports.ts';
import { OF_SEGMENT, PARENTS, PATTERNS, patternNumbers } from '../rivals/pattern-numbers.ts';
import type { Choices } from './choices.ts';
import { createGuardedCounts } from './guarded-counts.ts';
import { createVolume } from './volume.ts';

const EPOCH_MS = 30 * DAY_MS;
const ACTIVATION = 30;
const HIGHEST_SHARE = 0.95;
const REMEMBERED = 12;

interface Run {
  readonly rs: number[];
  tick: number;
  matches: number;
  reps: Set<number>;
  accounts: Set<number>;
  day: number;
  /** The last reps that advanced it on that day. */
  advanced: readonly number[];
  openUntil: number;
}

const newRun = (rhos: readonly number[]): Run => ({
  rs: rhos.map(() => 0),
  tick: 0,
  matches: 0,
  reps: new Set(),
  accounts: new Set(),
  day: 0,
  advanced: [],
  openUntil: 0,
});

/**
 * The detector once more, with its choices as arguments and its state in place, so that other choices can be tried without
 * a change to the one that runs. With the choices that are shipped it says the same; a test compares them.
 */
export const exploredDetector = (choices: Choices): Detector =>
  function* (reports): Iterable<Alarm> {
    const { rhos } = choices;
    const matched = createGuardedCounts(PATTERNS, choices.guard);
    const advanced = createGuardedCounts(PATTERNS, choices.guard);
    const closed = createGuardedCounts(1, choices.guard);
    const volume = createVolume(weekOf(FIRST_DAY));
    const runs = Array.from({ length: PATTERNS }, () => newRun(rhos));
    let [tick, deals] = [0, 0];

    for (const report of reports) {
      const { at, competitor, segment, rep, account } = report;
      const day = dayOf(at);
      const week = weekOf(day);
      const closedWeek = Math.min(week, weekOf(report.closedOn));
      const isHistory = closedWeek <= week - GUARD_WEEKS;
      deals += 1;
      volume.add(closedWeek);
      closed.olderAt(0, week);
      if (isHistory) closed.addOlder(0);
      else {
        closed.addNow(0);
        tick += 1;
      }
      if (report.won) continue;
      const patterns = patternNumbers(report);
      if (isHistory) {
        for (const pattern of patterns) {
          for (const counts of [matched, advanced]) {
            counts.olderAt(pattern, week);
            counts.addOlder(pattern);
          }
        }
        continue;
      }
      const n = closed.olderAt(0, week);
      const perQuarter = volume.perQuarter(week, partOfWeek(day));
      const alarms: { readonly place: number; readonly run: Run; readonly excess: number }[] = [];
      for (const [place, pattern] of patterns.entries()) {
        const run = runs[pattern] ?? newRun(rhos);
        const a = Math.max(
          advanced.olderAt(pattern, week),
          matched.olderAt(pattern, week) * choices.leastAdvancing,
        );
        const p0 = Math.min(HIGHEST_SHARE, wilsonUpper((a + 0.5) / (n + 1), n + 1, choices.z));
        const odds = { p0, w: Math.min(p0, (a + 0.5) / (n + choices.prior)) };
        if (run.day !== day) {
          run.day = day;
          run.advanced = [];
        }
        const advances = !run.advanced.includes(rep);
        if (advances) run.advanced = [...run.advanced, rep].slice(-REMEMBERED);
        matched.addNow(pattern);
        if (advances) advanced.addNow(pattern);
        passGap(rhos, run.rs, fadesAfter(rhos, tick - run.tick - 1, p0), odds);
        if (advances) passMatch(rhos, run.rs, odds);
        run.tick = tick;
        run.matches += 1;
        run.reps.add(rep);
        run.accounts.add(account);
        const strength = strengthOf(run.rs);
        const threshold = perQuarter / (choices.budget * (choices.levels[place] ?? 0));
        const areOpen = run.matches >= 3 && run.reps.size >= 2 && run.accounts.size >= 2;
        if (deals >= ACTIVATION && strength >= threshold && areOpen)
          alarms.push({ place, run, excess: strength / threshold });
      }

      const isOpen = (place: number): boolean => (runs[patterns[place] ?? 0]?.openUntil ?? 0) > at;
      const parts = (place: number): number => PARENTS[place]?.length ?? 0;
      const isNew = (place: number): number => (isOpen(place) ? 0 : 1);
      let hasSpoken = false;
      const inOrder = alarms.sort(
        (one, other) =>
          parts(one.place) - parts(other.place) ||
          isNew(one.place) - isNew(other.place) ||
          other.excess - one.excess,
      );
      for (const { place, run } of inOrder) {
        run.rs.fill(0);
        run.matches = 0;
        run.reps.clear();
        run.accounts.clear();
        const opens = !isOpen(place);
        if (PARENTS[place]?.some(isOpen) || (opens && hasSpoken)) continue;
        if (opens) run.openUntil = at + EPOCH_MS;
        hasSpoken = true;
        yield { at, competitor, segment: OF_SEGMENT[place] ? segment : null, opens };
      }
    }
  };
