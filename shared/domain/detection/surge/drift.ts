import { splitBefore } from '../counts/monthly-counts.ts';
import type { Pattern } from '../detection.ts';
import { monthOf } from '../month.ts';
import { patternOf } from '../pattern-key.ts';
import { dayOf } from '../week.ts';
import { rejectedByEBH } from './e-bh.ts';
import { type LossSurgeState, TEAM } from './loss-surge-state.ts';

/** The rates that are looked for: a share that has become a quarter or a half larger. What grows faster has an alarm. */
const RHOS = [1.25, 1.5];
/** In the last so many whole months, against all that came before. */
const WINDOWS = [3, 6, 12];
/** Of what is listed, at most this share is expected to be chance. */
export const FALSE_DISCOVERIES = 0.1;
/** With fewer losses in all a growth of a half is no evidence yet. Asking for them makes the others compete with fewer keys. */
const FEWEST = 20;
/** Larger ones say no more, and a larger number cannot be kept. */
const LARGEST = 1e15;

/** Losses of a key among closed deals. */
interface Split {
  readonly before: number;
  readonly within: number;
}

/** A pattern that takes a slowly growing share of closed deals. */
export interface Drift {
  readonly pattern: Pattern;
  readonly key: string;
  /** In the last so many whole months it shows most. */
  readonly months: number;
  /** Losses in these months, of all closed deals in them; and before. */
  readonly lately: { readonly matches: number; readonly of: number };
  readonly before: { readonly matches: number; readonly of: number };
  /** How much better a growth explains them than chance does, over all windows: the mean of the likelihood ratios. */
  readonly eValue: number;
}

/** The patterns that grow slowly, the strongest evidence first. It changes with the calendar month, and with late reports. */
export function drifting(items: ReadonlyMap<string, LossSurgeState>, now: number): Drift[] {
  const team = items.get(TEAM);
  if (team?.kind !== 'team') return [];
  const month = monthOf(dayOf(now));
  const deals = WINDOWS.map((window) => splitBefore(team.months, month, window));
  const asked = [...items].flatMap(([key, state]) => {
    const pattern = patternOf(key);
    if (state.kind !== 'pattern' || pattern === undefined) return [];
    const found = WINDOWS.map((window) => splitBefore(state.months, month, window));
    const all = found[0] === undefined ? 0 : found[0].before + found[0].within;
    return all < FEWEST ? [] : [drift(pattern, key, found, deals)];
  });
  return rejectedByEBH(asked, FALSE_DISCOVERIES);
}

function drift(pattern: Pattern, key: string, losses: readonly Split[], deals: readonly Split[]): Drift {
  const byWindow = WINDOWS.map((months, index) => {
    const [lost = NONE, closed = NONE] = [losses[index], deals[index]];
    return { months, lost, closed, eValue: mean(RHOS.map((rho) => growthRatio(rho, lost, closed))) };
  });
  const { months, lost, closed } = byWindow.reduce((best, one) => (one.eValue > best.eValue ? one : best));
  return {
    pattern,
    key,
    months,
    lately: { matches: lost.within, of: closed.within },
    before: { matches: lost.before, of: closed.before },
    eValue: mean(byWindow.map(({ eValue }) => eValue)),
  };
}

const NONE: Split = { before: 0, within: 0 };

/**
 * The likelihood ratio of "`rho` times as often lately as before" against "as often", given how many losses there are in all:
 * ρ^m · ((n + k)/(n + ρk))^M, with m of M losses among the k later of n + k deals.
 *
 * It is an e-value with no estimate of the usual share in it. If all deals match with one probability, m is hypergeometric given M;
 * the mean of ρ^m is then at most that of a binomial with k/(n + k) (Hoeffding, JASA 58 (1963), theorem 4), which is
 * ((n + ρk)/(n + k))^M. Where the later share is the smaller one, m and the mean are smaller still. And a mean of e-values is one.
 * It asks that the losses of a key are independent: so one rep counts once a day, as in the detector.
 */
export function growthRatio(rho: number, lost: Split, closed: Split): number {
  const deals = closed.before + closed.within;
  if (deals === 0) return 1;
  const grown = (closed.before + rho * closed.within) / deals;
  const all = lost.before + lost.within;
  return Math.min(LARGEST, Math.exp(lost.within * Math.log(rho) - all * Math.log(grown)));
}

const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
