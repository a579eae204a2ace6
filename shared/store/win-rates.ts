import { SHARE_OF_BUDGET } from '../domain/detection/win-rate/win-rate-moment.ts';
import { winRateStateSchema } from '../domain/detection/win-rate/win-rate-state.ts';
import { type WatchedRival, watchedRivals } from '../domain/detection/win-rate/win-rate-watch.ts';
import { inContext, statesIn } from '../domain/over-ledger.ts';
import type { Table } from '../ports/table.ts';
import { projectionOf } from './keys.ts';
import { readableByKey } from './names.ts';
import { currentSettings } from './record-settings.ts';

/** How the win rate against one competitor stands, for the page and the API. */
export interface WinRateRow extends WatchedRival {
  readonly name: string;
}

export interface WinRates {
  /** The nearest to an alarm first, then the one most met. */
  readonly competitors: readonly WinRateRow[];
  /** What is promised at most for each team and quarter, over all win rates together. */
  readonly falseAlarmsPromised: number;
}

const stored = inContext(winRateStateSchema);

/** The win rates against all competitors. */
export async function listWinRates(table: Table, now: number): Promise<WinRates> {
  const [{ items: found }, settings, names] = await Promise.all([
    table.query({ pk: projectionOf('win-rate') }),
    currentSettings(table),
    readableByKey(table, 'competitor'),
  ]);
  const items = new Map(found.map((item) => [item.key.sk, stored.parse(item.data)]));
  return {
    competitors: watchedRivals(statesIn(items), settings, now).map((rival) => ({
      ...rival,
      name: names.get(rival.competitor) ?? rival.competitor,
    })),
    falseAlarmsPromised: SHARE_OF_BUDGET * settings.falseAlarmsPerQuarter,
  };
}
