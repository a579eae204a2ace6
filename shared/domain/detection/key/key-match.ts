import type { Closing } from '../closing.ts';
import { countBefore, countNow, passToWeek } from '../counts/guarded-count.ts';
import type { Particulars } from '../particulars.ts';
import { ANONYMOUS } from '../short-hash.ts';
import { factorOf, fadesAfter, type Odds, passGap, passMatch } from './e-detector.ts';
import { countAtGates } from './gates.ts';
import type { KeyState } from './key-state.ts';
import { claimDay } from './rep-day.ts';
import { isOver, RUN_RATE, runOn } from './run.ts';

/** A loss that belongs to the key was recorded long after it happened: only what is usual changes. */
export function takeOldMatch(key: KeyState, { week }: Particulars): void {
  passToWeek(key.matched, week);
  countBefore(key.matched);
}

/**
 * A loss that belongs to the key is the tick `tick` of its clock.
 *
 * A rep who has already advanced the key today does not do so again. Such a match takes its tick but leaves R as the
 * gap left it, factor 1 where a match that counts has rho/c. The promise holds with it: who reports, and whether they are
 * capped, is known before the outcome, and given a capped rep the mean factor of the tick is p·1 + (1 - p)/c <= 1; nothing
 * is added to R for a start at that tick. It is still a loss: it counts as history, for the gates, in the run and as evidence.
 *
 * @param rhos The rates of its R.
 * @returns whether the match advanced the key.
 */
export function takeMatch(
  key: KeyState,
  loss: Pick<Closing, 'seq' | 'money'>,
  { day, week, rep, account }: Particulars,
  tick: number,
  rhos: readonly number[],
  odds: Odds,
): boolean {
  const gap = tick - key.tick - 1;
  const advances = claimDay(key.today, day, rep ?? ANONYMOUS);
  passToWeek(key.matched, week);
  countNow(key.matched);
  const fades = fadesAfter(rhos, gap, odds.p0);
  passGap(rhos, key.rs, fades, odds);
  if (advances) passMatch(rhos, key.rs, odds);
  key.tick = tick;
  countAtGates(key.gates, account, rep);
  runOn(key.run, loss, tick, fades[RUN_RATE] ?? 1, advances ? factorOf(rhos[RUN_RATE] ?? 1, odds.p0) : 1);
  return advances;
}

/** Is the run of the key over, after `gap` deals that did not match? */
export const runIsOver = ({ run }: Readonly<KeyState>, gap: number, rhos: readonly number[], p0: number) =>
  isOver(run, fadesAfter(rhos, gap, p0)[RUN_RATE] ?? 1);
