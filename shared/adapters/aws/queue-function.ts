import type { Context, SQSBatchResponse } from 'aws-lambda';
import * as z from 'zod';
import type { MessageHandler } from '../../ports/queue.ts';
import type { LambdaLog } from './lambda-log.ts';

const batch = z.object({
  Records: z.array(
    z.object({
      messageId: z.string(),
      body: z.string(),
      attributes: z.object({ ApproximateReceiveCount: z.coerce.number() }),
    }),
  ),
});

/** A handler of messages as the function behind an SQS queue: what failed comes again, the others are done. */
export const queueFunction =
  (handle: MessageHandler, log: LambdaLog) =>
  async (event: unknown, context: Context): Promise<SQSBatchResponse> => {
    log.begin(context);
    const { failed } = await handle(
      batch.parse(event).Records.map(({ messageId, body, attributes }) => ({
        id: messageId,
        body,
        attempt: attributes.ApproximateReceiveCount,
      })),
    );
    return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
  };
