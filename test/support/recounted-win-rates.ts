import { reportedClosing } from '../../shared/domain/closing-of-entry.ts';
import { type Closing, countedUnder } from '../../shared/domain/detection/closing.ts';
import type { Detection } from '../../shared/domain/detection/detection.ts';
import type { DetectionSettings } from '../../shared/domain/detection/detection-settings.ts';
import { refoldOfGroup } from '../../shared/domain/detection/grouped-fold.ts';
import type { Match } from '../../shared/domain/detection/match.ts';
import { winRateGroups } from '../../shared/domain/detection/win-rate/win-rate.ts';
import { groupOf } from '../../shared/domain/detection/win-rate/win-rate-groups.ts';
import type { Moment } from '../../shared/domain/detection/win-rate/win-rate-moment.ts';
import type { WinRateState } from '../../shared/domain/detection/win-rate/win-rate-state.ts';
import { type LedgerEntry, movesNames } from '../../shared/domain/ledger-entry.ts';

interface Counted {
  /** The team as it was when the deal was first reported, with the names of then. */
  readonly moment: Moment;
  readonly first: Closing;
  /** The report in force; undefined where it was withdrawn, or where a win became a loss. */
  now: Closing | undefined;
}

/**
 * An oracle: the win rates that a ledger gives at its end, worked out from the deals and the latest move of each name alone,
 * without the store and what it keeps.
 */
export function recountedWinRates(ledger: readonly LedgerEntry[], settings: DetectionSettings) {
  const moved = new Map<string, string | null>();
  const underNow = (closing: Closing) =>
    countedUnder(closing, (name) => (moved.has(name) ? (moved.get(name) ?? null) : name));
  const counted = new Map<number, Counted>();
  const openPlace = new Map<string, Counted>();
  const team = new Map<string, WinRateState>();
  for (const entry of ledger) {
    if (movesNames(entry)) for (const name of entry.names) moved.set(name, entry.to);
    if (entry.type !== 'DealLost' && entry.type !== 'DealWon' && entry.type !== 'ReportWithdrawn') continue;
    const before = openPlace.get(entry.dealId);
    if (entry.type === 'ReportWithdrawn') {
      if (before !== undefined) before.now = undefined;
      openPlace.delete(entry.dealId);
      continue;
    }
    const closing = reportedClosing(entry);
    const becameLost = before?.now?.result === 'won' && closing.result === 'lost';
    if (before !== undefined && !becameLost) {
      before.now = closing;
      continue;
    }
    if (before !== undefined) before.now = undefined;
    const moment = winRateGroups.atMoment(team, underNow(closing), settings);
    const one = { moment, first: closing, now: closing };
    counted.set(entry.seq, one);
    openPlace.set(entry.dealId, one);
  }
  const matches = [...counted.values()].flatMap(({ moment, first, now }): Match<Moment>[] => {
    const { seq, recordedAt, closedOn } = first;
    return now === undefined ? [] : [{ moment, closing: { ...underNow(now), seq, recordedAt, closedOn } }];
  });
  const groups = Map.groupBy(matches, ({ closing }) => groupOf(closing));
  const states = new Map(team);
  const facts: Detection[] = [];
  for (const group of groups.values()) {
    const refold = refoldOfGroup(winRateGroups);
    for (const match of group) refold.take(match);
    for (const [item, state] of refold.states) states.set(item, state);
    facts.push(...refold.facts);
  }
  const kept = [...groups].map(([group, of]) => [group, of.map(({ closing }) => closing.seq)] as const);
  return { states: Object.fromEntries(states), facts, kept: Object.fromEntries(kept) };
}
