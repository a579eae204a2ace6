import type * as z from 'zod';
import type { Team } from '../alerts/teams.ts';
import type { Closing } from '../detection/closing.ts';
import type { Detection, Pattern } from '../detection/detection.ts';
import type { DetectionSettings } from '../detection/detection-settings.ts';
import type { GroupedFold } from '../detection/grouped-fold.ts';
import type { LedgerEntry } from '../ledger-entry.ts';
import type { ClosingFold } from '../over-ledger.ts';

/** The readable forms of the names in a pattern. */
export interface PatternNames {
  readonly competitor?: string | undefined;
  readonly segment?: string | undefined;
}

/** What a sentence is made from. */
export interface Told<Figures> {
  readonly pattern: Pattern;
  readonly figures: Figures;
}

/**
 * A way in which lost deals can mean something: how it is found, and what is said about it. Everything that knows a family by
 * name is in its file; see registry.ts.
 */
export interface AlarmFamily<
  Figures extends { readonly kind: string } = { readonly kind: string },
  State extends object = object,
> {
  readonly name: Figures['kind'];
  /** The ids of its alerts begin with it. */
  readonly letter: string;
  /** Who hears of its alerts. */
  readonly audience: readonly Team[];
  /** The entries of the ledger after which it is worth looking; of losses perhaps only those with an amount. */
  readonly wakes: { readonly on: readonly LedgerEntry['type'][]; readonly onlyAmounts?: boolean };
  /**
   * False alarms that it may add for each team and quarter, in parts of B; 0 where it tells a plain fact, which is not wrong and
   * counts in no promise.
   */
  readonly partOfPromise: number;
  /** Does it put the other open deals with its competitor at risk? */
  readonly endangersDeals: boolean;
  /** Is it about the name itself? Then its readers are asked to decide about one that nobody has confirmed. */
  readonly bringsNames?: boolean;
  /** Of alerts opened in one calendar month, this many send messages at once, to each team; the others wait for the digest. */
  readonly immediatePerMonth?: number;
  /** The numbers behind an alarm. */
  readonly figures: z.ZodType<Figures>;
  /** What an alert is about, in a few words. */
  title(told: Told<Figures>, names: PatternNames): string;
  /** Why it fired, in words that claim no more than the numbers. */
  sentences(told: Told<Figures>, names: PatternNames): readonly string[];
  /** The numbers as a backtest writes them in JSON. */
  published(figures: Figures): object;
  readonly state: z.ZodType<State>;
  readonly fold: ClosingFold<State>;
  /** Does the fold count by competitor? Then it sees each closing under the competitor that its name is counted under. */
  readonly byCompetitor: boolean;
  /** Does the fold see mentions of competitors too, as deals that are open? */
  readonly readsMentions?: boolean;
  readonly corrections: Corrections<State>;
  /** How its alarms end by themselves. Without it they do not. */
  readonly ending?: Ending<State>;
}

/** An alarm ends when what was found has come back to what is usual. */
interface Ending<State extends object> {
  /** The items that tell it of the pattern with this key. */
  items(key: string): readonly string[];
  /** @param now milliseconds since 1970, no earlier than the last closing. */
  hasEnded(items: ReadonlyMap<string, State>, key: string, now: number): boolean;
}

/** What becomes of alarms when a report is corrected. */
type Corrections<State extends object> =
  /** The groups that the closing was and is in are folded again. */
  | { readonly kind: 'refold'; readonly grouped: Regrouped<State> }
  /** The closing alone is judged again. */
  | { readonly kind: 'judge'; judgedAgain: JudgedAgain<State>['judgedAgain'] };

/** A grouped fold whose moments only it can read. */
export type Regrouped<State extends object = object> = GroupedFold<State, object>;

interface JudgedAgain<State> {
  /**
   * @param loss the corrected loss at its old place.
   * @param known what was detected about it before, be it retracted since.
   * @param states the items that the loss touches.
   */
  judgedAgain(
    loss: Closing,
    known: Detection | undefined,
    states: ReadonlyMap<string, State>,
    settings: DetectionSettings,
  ): Detection | undefined;
}
