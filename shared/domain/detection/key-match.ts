import type { Closing } from './closing.ts';
import { afterGap, afterMatch, type Odds } from './e-detector.ts';
import { withMatch } from './gates.ts';
import { atWeek, countedBefore, countedNow } from './guarded-count.ts';
import type { KeyState } from './key-state.ts';
import { hasAdvanced, withAdvance } from './rep-day.ts';
import { withRunMatch } from './run.ts';
import { hashOrAnonymous } from './short-hash.ts';
import { dayOf, recordedWeek } from './week.ts';

/** A key after a loss that belongs to it was recorded long after it happened: only what is usual changes. */
export function withOldMatch<Key extends KeyState>(key: Key, closing: Closing): Key {
  return { ...key, matched: countedBefore(atWeek(key.matched, recordedWeek(closing))) };
}

/**
 * A key after a loss that belongs to it, which is the tick `tick` of its clock.
 *
 * A rep who has already advanced the key today does not do so again. Such a match takes its tick but leaves R as the
 * gap left it, factor 1 where a match that counts has rho/c. The promise holds with it: who reports, and whether they are
 * capped, is known before the outcome, and given a capped rep the mean factor of the tick is p·1 + (1 - p)/c <= 1; nothing
 * is added to R for a start at that tick. It is still a loss: it counts as history, for the gates, in the run and as evidence.
 *
 * @param rhos The rates of its R.
 * @returns whether the match advanced the key, too.
 */
export function withMatchAt<Key extends KeyState>(
  key: Key,
  closing: Closing,
  tick: number,
  rhos: readonly number[],
  odds: Odds,
): { readonly key: Key; readonly advances: boolean } {
  const day = dayOf(closing.recordedAt);
  const rep = hashOrAnonymous(closing.rep);
  const gap = tick - key.tick - 1;
  const advances = !hasAdvanced(key.today, day, rep);
  const waited = afterGap(rhos, key.rs, gap, odds);
  return {
    advances,
    key: {
      ...key,
      matched: countedNow(atWeek(key.matched, recordedWeek(closing))),
      rs: advances ? afterMatch(rhos, waited, odds) : waited,
      tick,
      gates: withMatch(key.gates, hashOrAnonymous(closing.account), rep),
      today: advances ? withAdvance(key.today, day, rep) : key.today,
      run: withRunMatch(key.run, closing, { tick, gap, p0: odds.p0, advances }),
    },
  };
}
