import { createCapacityMeter } from '../../shared/adapters/capacity-meter.ts';
import { openDatabase } from '../../shared/adapters/local/database.ts';
import { createSqliteTable } from '../../shared/adapters/local/sqlite-table.ts';
import { meterTable } from '../../shared/adapters/metered-table.ts';
import { dateOfDay } from '../../shared/domain/calendar-date.ts';
import type { LedgerEntry } from '../../shared/domain/ledger-entry.ts';
import { createRoutes } from '../../shared/events/routes.ts';
import type { Table, Write } from '../../shared/ports/table.ts';
import { ledgerKey } from '../../shared/store/keys.ts';
import { plain } from '../../shared/store/plain.ts';
import { createRecorder } from '../../shared/store/recorder.ts';
import { withFolder } from './bench-folder.ts';
import { SETTINGS } from './settings.ts';

const SIZES = [1_000, 1_000_000];
const START = Date.UTC(2025, 0, 1);
const DAY = 86_400_000;

/** What one more loss report costs in DynamoDB's units, its consequences included, after a short and a long history. */
export async function measureUnits(): Promise<string[]> {
  const costs: number[] = [];
  const lines: string[] = [];
  for (const size of SIZES) {
    const { read, write } = await withFolder((folder) => costAfter(size, folder));
    costs.push(read + write);
    lines.push(
      `after ${size.toLocaleString('en')} entries: ${write} write units, ${read} read units for one report`,
    );
  }
  const [short = Number.NaN, long = Number.NaN] = costs;
  return [...lines, `ratio: ${long / short} (must be 1)`];
}

async function costAfter(
  size: number,
  folder: string,
): Promise<{ readonly read: number; readonly write: number }> {
  const database = openDatabase({ folder, lock: true });
  try {
    const table = createSqliteTable(database);
    await fillLedger(table, size);
    // Nobody publishes here, so the change feed would keep every state that ever was.
    const trimming = setInterval(() => void table.trim(Number.MAX_SAFE_INTEGER), 250);
    await advanceAll(table);
    clearInterval(trimming);
    await table.trim(Number.MAX_SAFE_INTEGER);

    const meter = createCapacityMeter(Date.now);
    const metered = meterTable(table, meter);
    const { recordedAt: now, type } = entryNumber(size);
    const { record } = createRecorder({ table: metered, clock: () => now });
    const next = entryNumber(size + 1);
    if (next.type !== 'DealLost') throw new Error(`The next entry should be a loss and not ${type}.`);
    await record({ kind: 'loss', dealId: next.dealId, report: next.report });
    await advanceAll(metered);
    const { readUnits, writeUnits } = meter.reading();
    return { read: readUnits, write: writeUnits };
  } finally {
    database.close();
  }
}

async function advanceAll(table: Table): Promise<void> {
  for (const { to } of createRoutes(SETTINGS))
    if (to.function === 'advance-projection') await to.advance(table);
}

async function fillLedger(table: ReturnType<typeof createSqliteTable>, size: number): Promise<void> {
  const IN_FLIGHT = 10_000;
  for (let from = 1; from <= size; from += IN_FLIGHT) {
    const writes: Promise<unknown>[] = [];
    for (let seq = from; seq < Math.min(size + 1, from + IN_FLIGHT); seq += 100) {
      const chunk: Write[] = [];
      for (let one = seq; one < Math.min(size + 1, seq + 100); one++) {
        chunk.push({ put: ledgerKey(one), data: plain(entryNumber(one)), when: 'absent' });
      }
      writes.push(table.write(chunk));
    }
    await Promise.all(writes);
    await table.trim(Number.MAX_SAFE_INTEGER);
  }
}

/** Spread over the scale from the first entry on, so that the one that is measured is no record. */
const amountOf = (seq: number): number => 1_000 + ((seq * 4_999) % 9_000);

const REASONS = ['price', 'product_gap', 'timing', 'relationship', 'no_budget'] as const;

/** A ledger without surprises, at two hundred deals a day. The same number gives the same entry, whatever the size. */
function entryNumber(seq: number): LedgerEntry {
  const recordedAt = START + Math.floor((seq / 200) * DAY);
  const lostOn = dateOfDay(Math.floor(recordedAt / DAY));
  const dealId = `D-${String(seq).padStart(8, '0')}`;
  const owner = `Rep ${seq % 50}`;
  return {
    seq,
    recordedAt,
    type: 'DealLost',
    dealId,
    reporter: owner,
    report: {
      lostOn,
      outcome: 'competitor',
      primaryReason: REASONS[seq % REASONS.length] ?? 'price',
      competitor: `Competitor ${seq % 12}`,
      segment: `Segment ${seq % 4}`,
      account: `Customer ${String(seq % 997).padStart(3, '0')}`,
      amount: `${amountOf(seq)}.00`,
      currency: 'EUR',
      owner,
    },
  };
}
