import {
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  type QueueAttributeName,
  ReceiveMessageCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
  SQSClient,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs';
import { onTestFinished } from 'vitest';
import * as z from 'zod';
import { jsonVariable } from '../../shared/adapters/aws/environment.ts';
import { ON_MINISTACK } from '../support/tandem.ts';

// MiniStack calls itself localhost in the addresses of queues; who calls it knows it by another name.
const sqs = new SQSClient({ useQueueUrlAsEndpoint: false });

export async function sendInto(QueueUrl: string, bodies: readonly string[]): Promise<void> {
  for (const MessageBody of bodies) await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));
}

async function attributes(QueueUrl: string, ...AttributeNames: QueueAttributeName[]) {
  const answer = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames }));
  return z.record(z.string(), z.string()).parse(answer.Attributes);
}

export const depthOf = async (queueUrl: string): Promise<number> =>
  Number((await attributes(queueUrl, 'ApproximateNumberOfMessages')).ApproximateNumberOfMessages);

const redrivePolicy = jsonVariable(z.object({ deadLetterTargetArn: z.string() }));

/** Makes a queue try again within a second, so that nobody waits for the half hour that it gives. Restored after the test. */
export async function hurry(QueueUrl: string, attempts: number): Promise<void> {
  const before = await attributes(QueueUrl, 'VisibilityTimeout', 'RedrivePolicy');
  onTestFinished(async () => {
    await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: before }));
  });
  const { deadLetterTargetArn } = redrivePolicy.parse(before.RedrivePolicy);
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn, maxReceiveCount: attempts });
  await sqs.send(
    new SetQueueAttributesCommand({ QueueUrl, Attributes: { VisibilityTimeout: '1', RedrivePolicy } }),
  );
}

/** Puts dead letters back into their queue, as the runbook says. */
export async function redrive(deadLetterUrl: string, queueUrl: string): Promise<void> {
  if (!ON_MINISTACK) {
    const { QueueArn: SourceArn } = await attributes(deadLetterUrl, 'QueueArn');
    await sqs.send(new StartMessageMoveTaskCommand({ SourceArn }));
    return;
  }
  // MiniStack does not know that call.
  for (;;) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl: deadLetterUrl, MaxNumberOfMessages: 10 }),
    );
    if (Messages.length === 0) return;
    for (const { Body = '', ReceiptHandle } of Messages) {
      await sendInto(queueUrl, [Body]);
      await sqs.send(new DeleteMessageCommand({ QueueUrl: deadLetterUrl, ReceiptHandle }));
    }
  }
}
