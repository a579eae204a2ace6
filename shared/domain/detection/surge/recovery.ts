import * as z from 'zod';
import { incompleteBeta } from './incomplete-beta.ts';

/** How the share of a pattern does since its latest alarm. It goes on after the epoch. */
export const recoverySchema = z
  .object({
    /** The day of that alarm, days since 1970-01-01 UTC. */
    day: z.int(),
    /** Its tick of the team's clock. */
    tick: z.int(),
    /** Matches since, without it. */
    matches: z.int().nonnegative(),
    /** The bound of the usual share when the epoch opened. A surge must not teach what is usual. */
    p0: z.number(),
    /** The first tick from which on the share counts as back, if no further match comes. */
    backAt: z.int(),
  })
  .readonly();

export type Recovery = z.infer<typeof recoverySchema>;

/** Back is what is at most this much above the usual. */
const MARGIN = 1.2;
/** Above the margin with less than this probability. */
const DOUBT = 0.2;

export function recoveryFrom(alarm: Pick<Recovery, 'day' | 'tick' | 'p0'>): Recovery {
  return { ...alarm, matches: 0, backAt: alarm.tick + dealsUntilBack(0, alarm.p0, 1) };
}

/** A match at `tick`. Where the share counts as back in spite of it, it stays so. */
export function recoveryAfterMatch(recovery: Recovery, tick: number): Recovery {
  const { p0, backAt } = recovery;
  const matches = recovery.matches + 1;
  const deals = tick - recovery.tick;
  const needed = dealsUntilBack(matches, p0, deals, backAt - recovery.tick + 1 / marginOf(p0));
  return { ...recovery, matches, backAt: needed > deals ? recovery.tick + needed : backAt };
}

/** Does the share count as back without a break since the tick `since`? */
export const isBackSince = (recovery: Recovery, since: number): boolean => since >= recovery.backAt;

/**
 * The smallest number of deals, at least `atLeast`, of which `matches` leave the probability of a share above the margin below
 * the doubt. With each deal that does not match the probability falls, so it can be looked for around a guess, in steps that double,
 * and then by halving.
 */
function dealsUntilBack(matches: number, p0: number, atLeast: number, guess = 0): number {
  const least = Math.max(matches, atLeast);
  const margin = marginOf(p0);
  const isBack = (deals: number) => stillAbove(margin, matches, deals) < DOUBT;
  if (isBack(least)) return least;
  let above = least;
  let back = Math.max(least + 1, Math.round(guess));
  for (let step = 1; !isBack(back); step *= 2) {
    above = back;
    back += step;
  }
  for (let step = 1; back - step > above; step *= 2) {
    if (!isBack(back - step)) {
      above = back - step;
      break;
    }
    back -= step;
  }
  while (back - above > 1) {
    const middle = Math.floor((above + back) / 2);
    if (isBack(middle)) back = middle;
    else above = middle;
  }
  return back;
}

/** 1.2·p0, and at most half of the way from p0 to all deals: above one there is no share. */
const marginOf = (p0: number): number => Math.min(MARGIN * p0, (1 + p0) / 2);

/**
 * P(share > margin) after `matches` of `deals`. The prior is Jeffreys', Beta(1/2, 1/2): the same half of a match that the
 * baseline starts from, and no opinion of its own about a share that is either usual or many times the usual.
 */
const stillAbove = (margin: number, matches: number, deals: number): number =>
  1 - incompleteBeta(margin, matches + 0.5, deals - matches + 0.5);
