import type { Closing } from '../detection/closing.ts';
import type { Detection } from '../detection/detection.ts';
import type { DetectionSettings } from '../detection/detection-settings.ts';
import { ACTIVATION } from '../detection/surge/team-clock.ts';
import { FAMILIES } from '../families/registry.ts';
import type { CompactRows } from './compact-rows.ts';
import { createFirstSpellings, type PatternSpellings } from './first-spellings.ts';

export interface BacktestSettings extends DetectionSettings {
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
  const names = createFirstSpellings(rows.competitorNames, rows.otherNames);
  const folds = FAMILIES.map(({ fold }) => ({ fold, states: new Map<string, object>() }));
  let closed = 0;
  let active: number | undefined;
  let to: number | undefined;
  for (const logged of rows.inOrder()) {
    if (logged.kind === 'repeat') {
      yield logged;
      continue;
    }
    const { closing } = logged;
    names.see(logged);
    const found: Detection[] = [];
    for (const { fold, states } of folds) found.push(...fold.fold(states, closing, settings).facts);
    to = closing.recordedAt;
    closed += 1;
    if (closed === ACTIVATION) active = to;
    yield { kind: 'counted', closing };
    for (const detection of found) {
      if (detection.at < watchFrom) continue;
      const deals = detection.evidence.map(rows.dealOf);
      yield { kind: 'said', detection, names: names.of(detection.pattern), deals };
    }
  }
  return { from: active === undefined ? undefined : Math.max(active, watchFrom), to };
}
