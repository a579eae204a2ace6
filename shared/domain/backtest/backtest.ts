import { type BigLossSettings, type BigLossState, bigLoss } from '../detection/big-loss.ts';
import type { Closing } from '../detection/closing.ts';
import type { Detection } from '../detection/detection.ts';
import { lossSurge } from '../detection/loss-surge.ts';
import { type LossSurgeState, TEAM } from '../detection/loss-surge-state.ts';
import type { LossSurgeSettings } from '../detection/moment.ts';
import { isActive } from '../detection/team-clock.ts';
import type { Step } from '../projection.ts';
import type { CompactRows } from './compact-rows.ts';
import { createFirstSpellings, type PatternSpellings } from './first-spellings.ts';

export interface BacktestSettings extends LossSurgeSettings, BigLossSettings {
  /** The moment from which alarms are told, milliseconds since 1970. Undefined: as soon as there may be any. */
  readonly watchFrom: number | undefined;
}

/** Something that Tandem would have said. */
export interface Said {
  readonly kind: 'said';
  readonly detection: Detection;
  /** The names in its pattern, as the first report wrote them. */
  readonly names: PatternSpellings;
  /** Ids of the deals behind it, oldest first. */
  readonly deals: readonly string[];
}

export type Told =
  | Said
  /** A row whose deal was reported before. It is skipped. */
  | { readonly kind: 'repeat'; readonly line: number; readonly firstLine: number }
  | { readonly kind: 'counted'; readonly closing: Closing };

/** What was watched: moments of the ledger, milliseconds since 1970. Undefined where nothing was. */
export interface Watched {
  readonly from: number | undefined;
  readonly to: number | undefined;
}

/**
 * Folds closed deals in the order in which they were logged, by the folds that run live, over states in memory.
 *
 * The day from which alarms are told changes no fold: what comes then is what a Tandem would say that ran all the time, so an
 * alarm from before goes on holding its finer patterns back until its epoch ends.
 *
 * A deal that is reported twice is taken by its first row. Live, a later report would amend it and take back what no longer
 * stands; but an export tells how a deal ended, so two rows of one deal are a fault of the export more often than a change of mind.
 *
 * @returns what was watched.
 */
export function* backtest(rows: CompactRows, settings: BacktestSettings): Generator<Told, Watched> {
  const { watchFrom = Number.NEGATIVE_INFINITY } = settings;
  const names = createFirstSpellings(rows.spellings);
  const surges = new Map<string, LossSurgeState>();
  const losses = new Map<string, BigLossState>();
  let active: number | undefined;
  let to: number | undefined;
  for (const logged of rows.inOrder()) {
    if (logged.kind === 'repeat') {
      yield logged;
      continue;
    }
    const { closing } = logged;
    names.see(logged);
    const facts = [
      ...advance(surges, lossSurge.fold(surges, closing, settings)),
      ...advance(losses, bigLoss.fold(losses, closing, settings)),
    ];
    to = closing.recordedAt;
    if (active === undefined && isWatching(surges)) active = to;
    yield { kind: 'counted', closing };
    for (const detection of facts) {
      if (detection.at < watchFrom) continue;
      const deals = detection.evidence.map(rows.dealOf);
      yield { kind: 'said', detection, names: names.of(detection.pattern), deals };
    }
  }
  return { from: active === undefined ? undefined : Math.max(active, watchFrom), to };
}

function advance<State>(items: Map<string, State>, { changed, facts }: Step<State, Detection, unknown>) {
  for (const [name, state] of changed) items.set(name, state);
  return facts;
}

function isWatching(surges: ReadonlyMap<string, LossSurgeState>): boolean {
  const team = surges.get(TEAM);
  return team?.kind === 'team' && isActive(team);
}
