import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { DeleteMessageCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { createHandler } from '../../functions/publish-changes/handler.ts';
import { changeOfRecord } from '../../shared/adapters/aws/change-of-record.ts';
import { jsonVariable } from '../../shared/adapters/aws/environment.ts';
import { createEventBridgePublish } from '../../shared/adapters/aws/event-bridge-publish.ts';
import { readStreamBatch, streamBatch } from '../../shared/adapters/aws/stream-batch.ts';
import type { Deployment } from './deployment.ts';

const leftOut = jsonVariable(z.object({ DDBStreamBatchInfo: streamBatch }));

/**
 * Publishes what the stream went on without, as the runbook "unpublished-changes" says. A message is deleted when its
 * changes are published.
 *
 * @returns how many changes were read again.
 */
export async function republish({ BusName, DeadLetterQueues }: Deployment): Promise<number> {
  const QueueUrl = DeadLetterQueues['unpublished-changes'];
  const [sqs, streams] = [new SQSClient({}), new DynamoDBStreamsClient({})];
  const publishChanges = createHandler({
    publish: createEventBridgePublish({ client: new EventBridgeClient({}), busName: BusName }),
  });
  let changes = 0;
  for (;;) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }),
    );
    if (Messages.length === 0) return changes;
    for (const { Body, ReceiptHandle } of Messages) {
      const records = await readStreamBatch(streams, leftOut.parse(Body).DDBStreamBatchInfo);
      await publishChanges(records.map(changeOfRecord));
      await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
      changes += records.length;
    }
  }
}
