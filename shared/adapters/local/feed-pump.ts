import type { Log } from '../../ports/log.ts';
import type { Change } from '../../ports/table.ts';
import { isStorageFault } from './sqlite-errors.ts';
import type { LocalFeed } from './sqlite-feed.ts';

/** Changes in one call of the publisher. */
const BATCH = 100;
/** After a fault of the storage the same changes are tried again, for as long as it lasts; nothing may be left out. */
const RETRY_MS = 1_000;

export interface FeedPump {
  /** Resolves when the pump rests: all that is stored is published, or publishing failed and will be tried again. */
  idle(): Promise<void>;
  stop(): Promise<void>;
}

export interface FeedPumpOptions {
  readonly feed: LocalFeed;
  readonly publish: (changes: readonly Change[]) => Promise<void>;
  /** Takes over a change that cannot be published, so that the others can go on. Resolves when that is on disk. */
  readonly setAside: (change: Change) => Promise<unknown>;
  readonly log: Log;
  readonly retryMs?: number;
}

/**
 * Takes each change from the table to the publisher, in order and at least once: the cursor moves when the publisher is
 * done, so a kill in between publishes again. A change that the publisher cannot take is set aside and holds up nothing;
 * a fault of the storage says nothing about a change, and then everything waits.
 */
export async function startFeedPump(options: FeedPumpOptions): Promise<FeedPump> {
  const { feed, publish, setAside, log, retryMs = RETRY_MS } = options;
  const consumer = 'publish-changes';
  let cursor = await feed.readCursor(consumer);
  let running: Promise<void> | undefined;
  let isWoken = false;
  let isStopped = false;

  async function run(): Promise<void> {
    while (isWoken && !isStopped) {
      isWoken = false;
      try {
        await publishAll();
      } catch (fault) {
        log.error('publishing failed', { cursor, fault: nameOf(fault) });
        setTimeout(wake, retryMs).unref();
      }
    }
    running = undefined;
  }

  async function publishAll(): Promise<void> {
    for (;;) {
      const changes = await feed.read({ after: cursor, limit: BATCH });
      const last = changes.at(-1);
      if (last === undefined || isStopped) return;
      await publishTogether(changes);
      // Asked for together, so that both are one commit.
      await Promise.all([feed.saveCursor(consumer, last.cursor), feed.trim(last.cursor)]);
      cursor = last.cursor;
    }
  }

  async function publishTogether(changes: readonly Change[]): Promise<void> {
    try {
      await publish(changes);
    } catch (fault) {
      if (isStorageFault(fault)) throw fault;
      for (const change of changes) await publishAlone(change);
    }
  }

  async function publishAlone(change: Change): Promise<void> {
    try {
      await publish([change]);
    } catch (fault) {
      if (isStorageFault(fault)) throw fault;
      await setAside(change);
      log.error('change set aside', { cursor: change.cursor, fault: nameOf(fault) });
    }
  }

  function wake(): void {
    if (isStopped) return;
    isWoken = true;
    running ??= run();
  }

  const unsubscribe = feed.onChange(wake);
  wake();
  return {
    async idle() {
      while (running !== undefined) await running;
    },
    async stop() {
      isStopped = true;
      unsubscribe();
      await running;
    },
  };
}

const nameOf = (fault: unknown): string => (fault instanceof Error ? fault.name : 'unknown');
