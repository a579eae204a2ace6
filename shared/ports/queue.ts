/** A wake-up on its way to one function. It is a hint: it may come twice, late, or out of order. */
export interface Message {
  readonly id: string;
  readonly body: string;
  /** 1 for the first delivery. */
  readonly attempt: number;
}

/**
 * Handles a batch and answers with the ids of the messages that failed; the others are done. A handler that throws
 * fails the whole batch. This is the partial batch response of SQS with Lambda, without its envelope.
 *
 * It may say why a message failed, by its id: the person who finds the dead letter reads it, and no log does.
 */
export type MessageHandler = (messages: readonly Message[]) => Promise<{
  readonly failed: readonly string[];
  readonly reasons?: ReadonlyMap<string, string>;
}>;
