import type { Log } from '../shared/ports/log.ts';
import type { MessageHandler } from '../shared/ports/queue.ts';

/**
 * A handler that takes the messages of a batch one by one. One that fails is reported as failed and comes again; the
 * others are done.
 */
export const each =
  (log: Log, handle: (body: unknown) => Promise<void>): MessageHandler =>
  async (messages) => {
    const failed: string[] = [];
    for (const { id, body, attempt } of messages) {
      try {
        await handle(JSON.parse(body));
      } catch (fault) {
        failed.push(id);
        log.error('message failed', {
          messageId: id,
          attempt,
          fault: fault instanceof Error ? fault.name : 'unknown',
        });
      }
    }
    return { failed };
  };
