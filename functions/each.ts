import type { Log } from '../shared/ports/log.ts';
import type { Message, MessageHandler } from '../shared/ports/queue.ts';

/** Enough to find the cause; some faults repeat what they were about at length. */
const MAX_REASON = 300;

/**
 * A handler that takes the messages of a batch one by one. One that fails is reported as failed and comes again; the
 * others are done. What the fault said goes with the message, for its dead letter; the log gets only the name.
 */
export const each = (log: Log, handle: (body: unknown) => Promise<void>): MessageHandler =>
  eachGroup(
    log,
    () => undefined,
    async (bodies) => {
      for (const body of bodies) await handle(body);
    },
  );

/**
 * The same, with the messages of a group handled together, where the first of them stands. If that fails, each is tried
 * alone, so that one bad message does not keep the others.
 *
 * @param groupOf names the group of a message; undefined where it has none, and is handled alone.
 */
export const eachGroup =
  (
    log: Log,
    groupOf: (body: unknown) => string | undefined,
    handle: (bodies: readonly unknown[]) => Promise<void>,
  ): MessageHandler =>
  async (messages) => {
    const reasons = new Map<string, string>();
    const groups = new Map<string | Message, { readonly message: Message; readonly body: unknown }[]>();
    const fail = ({ id, attempt }: Message, fault: unknown) => {
      reasons.set(id, (fault instanceof Error ? fault.message : String(fault)).slice(0, MAX_REASON));
      log.error('message failed', {
        messageId: id,
        attempt,
        fault: fault instanceof Error ? fault.name : 'unknown',
      });
    };
    for (const message of messages) {
      try {
        const body: unknown = JSON.parse(message.body);
        const group = groupOf(body) ?? message;
        groups.set(group, [...(groups.get(group) ?? []), { message, body }]);
      } catch (fault) {
        fail(message, fault);
      }
    }
    for (const group of groups.values()) {
      if (group.length > 1) {
        try {
          await handle(group.map(({ body }) => body));
          continue;
        } catch {
          // Told below, with the message that it comes from.
        }
      }
      for (const { message, body } of group) {
        try {
          await handle([body]);
        } catch (fault) {
          fail(message, fault);
        }
      }
    }
    const failed = [...reasons.keys()];
    return failed.length === 0 ? { failed } : { failed, reasons };
  };
