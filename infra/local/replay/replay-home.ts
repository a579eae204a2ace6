import { openDatabase } from '../../../shared/adapters/local/database.ts';
import { createSqliteTable } from '../../../shared/adapters/local/sqlite-table.ts';
import type { Log } from '../../../shared/ports/log.ts';
import { lastEntry } from '../../../shared/store/ledger.ts';
import { type Home, type HomeOptions, startHome } from '../home.ts';
import { createReplayClock, type ReplayClock } from './replay-clock.ts';

export interface ReplayHome {
  readonly home: Home;
  readonly clock: ReplayClock;
}

export interface ReplayHomeOptions extends Pick<HomeOptions, 'data' | 'settings' | 'addresses' | 'baseUrl'> {
  /** The time now, in truth: what the replay may not go beyond. */
  readonly realNow: number;
  readonly log: Log;
}

/** In simulated time every wait is weeks. What fails three times at once is for a person to look at. */
const RETRY = { maxAttempts: 3, backoff: () => 0 };

/**
 * A home whose clock follows an export. It sends no mail. A folder of an earlier replay, finished or killed, goes on at
 * the time it had come to.
 *
 * @throws StartError
 */
export async function startReplayHome({ realNow, ...options }: ReplayHomeOptions): Promise<ReplayHome> {
  const clock = createReplayClock({ resumeAt: await lastRecordedAt(options.data), realNow });
  const home = await startHome({
    ...options,
    settings: { ...options.settings, timeZone: 'UTC' },
    clock: clock.now,
    reportClock: clock.today,
    retry: RETRY,
    smtp: undefined,
  });
  return { home, clock };
}

/** Must be known before the home starts: what a killed replay left in the queues is handled at once. */
async function lastRecordedAt(folder: string): Promise<number> {
  const database = openDatabase({ folder, lock: false });
  try {
    return (await lastEntry(createSqliteTable(database)))?.recordedAt ?? 0;
  } finally {
    database.close();
  }
}
