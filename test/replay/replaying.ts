import { type AlertSummary, listAlerts } from '../../infra/local/replay/alerts.ts';
import { readCsv } from '../../infra/local/replay/csv-table.ts';
import { readExport } from '../../infra/local/replay/read-export.ts';
import { type Replayed, replay } from '../../infra/local/replay/replay.ts';
import { createReplayClock } from '../../infra/local/replay/replay-clock.ts';
import { type ReplayHome, startReplayHome } from '../../infra/local/replay/replay-home.ts';
import { dayNumber } from '../../shared/domain/calendar-date.ts';
import { isDealEntry, type LedgerEntry } from '../../shared/domain/ledger-entry.ts';
import type { Settings } from '../../shared/domain/settings.ts';
import { entriesAfter } from '../../shared/store/ledger.ts';
import { SILENT } from './in-memory.ts';

const SETTINGS: Settings = {
  falseAlarmsPerQuarter: 1,
  bigLossAmounts: { EUR: 500_000_00 },
  timeZone: 'Pacific/Auckland',
  currency: 'EUR',
};

export const at = (date: string, time = '12:00:00.000'): number => Date.parse(`${date}T${time}Z`);
export const REAL_NOW = at('2026-06-30', '15:00:00.000');

/** A home on a folder as the replay starts it; the caller stops it. */
export const homeOn = (data: string, realNow = REAL_NOW): Promise<ReplayHome> =>
  startReplayHome({
    data,
    realNow,
    settings: SETTINGS,
    addresses: { sales: 'sales@example.com', marketing: 'marketing@example.com' },
    baseUrl: 'http://localhost:4870',
    log: SILENT,
  });

interface Outcome extends Replayed {
  readonly ledger: readonly LedgerEntry[];
  readonly alerts: readonly AlertSummary[];
  readonly sent: readonly string[];
}

/** Replays CSV texts into a folder, and tells what is there then. */
export async function replayInto(data: string, ...texts: readonly string[]): Promise<Outcome> {
  const found = readExport(texts.map((text) => readCsv('export.csv', new TextEncoder().encode(text))));
  const replayHome = await homeOn(data);
  const { home } = replayHome;
  try {
    const replayed = await replay(replayHome, found.reports);
    const ledger = (await entriesAfter(home.table, 0, 100_000)).filter(isDealEntry);
    const messages = await home.outbox.list();
    const sent = messages.map(({ sentAt, kind, team }) => `${sentAt} ${kind} ${team}`).sort();
    const refused = [...found.refused, ...replayed.refused];
    return { ...replayed, refused, ledger, alerts: await listAlerts(home.app), sent };
  } finally {
    await home.stop();
  }
}

/**
 * An export with a surge: a deal lost or won on each of many days to this one and that one, and from `surgeOn` on one more
 * each day to the same rival.
 */
export function exportWithSurge({
  from,
  days,
  surgeOn,
}: {
  from: string;
  days: number;
  surgeOn: string;
}): string {
  const start = dayNumber(from) ?? 0;
  const surge = dayNumber(surgeOn) ?? 0;
  const rows: string[] = [];
  for (let day = start; day < start + days; day++) {
    const date = new Date(day * 86_400_000).toISOString().slice(0, 10);
    const n = day - start;
    rows.push(`W-${n},won,${date},,,,large,Rep ${n % 5},Customer ${n % 40}`);
    rows.push(`L-${n},lost,${date},competitor,timing,Rival ${n % 7},large,Rep ${n % 6},Customer ${n % 41}`);
    if (day >= surge)
      rows.push(`S-${n},lost,${date},competitor,price,Newcomer,small,Rep ${n % 4},Customer ${n % 30}`);
  }
  return `deal_id,status,closed_on,outcome,primary_reason,competitor,segment,rep,account\n${rows.join('\n')}\n`;
}

export const clockAt = (resumeAt: number) => createReplayClock({ resumeAt, realNow: REAL_NOW });
