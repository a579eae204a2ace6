import { GetQueueAttributesCommand, type SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';

export interface QueueDepth {
  readonly queue: string;
  /** About as many as there are: SQS counts approximately. */
  readonly messages: number;
}

const attributes = z.object({
  Attributes: z.object({ ApproximateNumberOfMessages: z.coerce.number() }),
});

/** How many messages wait in each of these queues, by the name that people know it by. */
export const queueDepths = (
  client: SQSClient,
  urls: Readonly<Record<string, string>>,
): Promise<QueueDepth[]> =>
  Promise.all(
    Object.entries(urls).map(async ([queue, QueueUrl]) => {
      const answer = await client.send(
        new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['ApproximateNumberOfMessages'] }),
      );
      return { queue, messages: attributes.parse(answer).Attributes.ApproximateNumberOfMessages };
    }),
  );
