import type { Log } from '../shared/ports/log.ts';
import type { MessageHandler } from '../shared/ports/queue.ts';

/** Enough to find the cause; some faults repeat what they were about at length. */
const MAX_REASON = 300;

/**
 * A handler that takes the messages of a batch one by one. One that fails is reported as failed and comes again; the
 * others are done. What the fault said goes with the message, for its dead letter; the log gets only the name.
 */
export const each =
  (log: Log, handle: (body: unknown) => Promise<void>): MessageHandler =>
  async (messages) => {
    const reasons = new Map<string, string>();
    for (const { id, body, attempt } of messages) {
      try {
        await handle(JSON.parse(body));
      } catch (fault) {
        reasons.set(id, (fault instanceof Error ? fault.message : String(fault)).slice(0, MAX_REASON));
        log.error('message failed', {
          messageId: id,
          attempt,
          fault: fault instanceof Error ? fault.name : 'unknown',
        });
      }
    }
    const failed = [...reasons.keys()];
    return failed.length === 0 ? { failed } : { failed, reasons };
  };
