import type { Log } from '../../ports/log.ts';
import type { Change } from '../../ports/table.ts';
import type { LocalFeed } from './sqlite-feed.ts';

/** Changes in one call of the publisher. */
const BATCH = 100;
/** After a fault the same changes are tried again; nothing may be left out. */
const RETRY_MS = 1_000;

export interface FeedPump {
  /** Resolves when the pump rests: all that is stored is published, or publishing failed and will be tried again. */
  idle(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Takes each change from the table to the publisher, in order and at least once: the cursor moves when the publisher is
 * done, so a kill in between publishes again.
 */
export async function startFeedPump(
  feed: LocalFeed,
  publish: (changes: readonly Change[]) => Promise<void>,
  log: Log,
): Promise<FeedPump> {
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
        log.error('publishing failed', { cursor, fault: fault instanceof Error ? fault.name : 'unknown' });
        setTimeout(wake, RETRY_MS).unref();
      }
    }
    running = undefined;
  }

  async function publishAll(): Promise<void> {
    for (;;) {
      const changes = await feed.read({ after: cursor, limit: BATCH });
      const last = changes.at(-1);
      if (last === undefined || isStopped) return;
      await publish(changes);
      // Asked for together, so that both are one commit.
      await Promise.all([feed.saveCursor(consumer, last.cursor), feed.trim(last.cursor)]);
      cursor = last.cursor;
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
