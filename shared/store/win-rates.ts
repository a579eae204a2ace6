import { SHARE_OF_BUDGET } from '../domain/detection/win-rate-moment.ts';
import { winRateStateSchema } from '../domain/detection/win-rate-state.ts';
import { type WatchedRival, watchedRivals } from '../domain/detection/win-rate-watch.ts';
import { inContext, settingsIn, statesIn } from '../domain/over-ledger.ts';
import type { Settings } from '../domain/settings.ts';
import type { Table } from '../ports/table.ts';
import { projectionOf } from './keys.ts';
import { readableByKey } from './names.ts';

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
export async function listWinRates(table: Table, settings: Settings, now: number): Promise<WinRates> {
  const [{ items: found }, names] = await Promise.all([
    table.query({ pk: projectionOf('win-rate') }),
    readableByKey(table, 'competitor'),
  ]);
  const items = new Map(found.map((item) => [item.key.sk, stored.parse(item.data)]));
  const inForce = settingsIn(items) ?? settings;
  return {
    competitors: watchedRivals(statesIn(items), inForce, now).map((rival) => ({
      ...rival,
      name: names.get(rival.competitor) ?? rival.competitor,
    })),
    falseAlarmsPromised: SHARE_OF_BUDGET * inForce.falseAlarmsPerQuarter,
  };
}
