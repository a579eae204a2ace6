import type { Message, MessageHandler } from '../../ports/queue.ts';
import type { RetryPolicy } from './retry-policy.ts';

/** What the handler's answer means for one message. */
export type Verdict =
  | { readonly kind: 'done'; readonly message: Message }
  | { readonly kind: 'retry'; readonly message: Message; readonly waitMs: number; readonly fault: Fault }
  | { readonly kind: 'dead'; readonly message: Message; readonly fault: Fault };

/** Only the name goes into the log: a message may quote what it was about. */
export interface Fault {
  readonly name: string;
  readonly message: string;
}

/** Gives a batch to its handler and says what becomes of each message. */
export async function judge(
  messages: readonly Message[],
  handler: MessageHandler,
  { maxAttempts, backoff }: RetryPolicy,
): Promise<readonly Verdict[]> {
  const faults = await deliver(messages, handler);
  return messages.map((message) => {
    const fault = faults.get(message.id);
    if (fault === undefined) return { kind: 'done', message };
    if (message.attempt >= maxAttempts) return { kind: 'dead', message, fault };
    return { kind: 'retry', message, fault, waitMs: backoff(message.attempt) };
  });
}

/** The messages that failed, and why. As with SQS, an answer that names a stranger fails the whole batch. */
async function deliver(
  messages: readonly Message[],
  handler: MessageHandler,
): Promise<ReadonlyMap<string, Fault>> {
  const ids = messages.map(({ id }) => id);
  const failAll = (fault: Fault) => new Map(ids.map((id) => [id, fault]));
  try {
    const { failed, reasons } = await handler(messages);
    if (failed.some((id) => !ids.includes(id))) {
      return failAll({
        name: 'UnknownMessage',
        message: 'The handler named a message that was not in its batch.',
      });
    }
    const silent = 'The handler answered that this message failed.';
    return new Map(
      failed.map((id) => [id, { name: 'ReportedByHandler', message: reasons?.get(id) ?? silent }]),
    );
  } catch (error) {
    return failAll(faultOf(error));
  }
}

export function faultOf(error: unknown): Fault {
  if (error instanceof Error) return { name: error.name, message: error.message };
  return { name: 'NotAnError', message: String(error) };
}
