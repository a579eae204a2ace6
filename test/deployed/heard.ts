import { ListSubscriptionsByTopicCommand, SNSClient } from '@aws-sdk/client-sns';
import {
  DeleteMessageCommand,
  GetQueueUrlCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { jsonVariable } from '../../shared/adapters/aws/environment.ts';

const sns = new SNSClient({});
// MiniStack calls itself localhost in the addresses of queues; who calls it knows it by another name.
const sqs = new SQSClient({ useQueueUrlAsEndpoint: false });

/** A message as SNS hands it to a queue. */
const envelope = jsonVariable(
  z.object({
    Subject: z.string(),
    Message: z.string(),
    MessageAttributes: z.record(z.string(), z.object({ Value: z.string() })).default({}),
  }),
);
export interface Heard {
  readonly subject: string;
  readonly text: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** Listens to a subscription of a topic that leads to a queue. Answers with everything that it has heard so far. */
export async function hear(topicArn: string, queueName: RegExp): Promise<() => Promise<readonly Heard[]>> {
  const { Subscriptions = [] } = await sns.send(new ListSubscriptionsByTopicCommand({ TopicArn: topicArn }));
  const arn = Subscriptions.map(({ Endpoint = '' }) => Endpoint).find((endpoint) => queueName.test(endpoint));
  if (arn === undefined) {
    throw new Error(
      `The topic has no subscription to a queue like ${queueName}. See docs/aws.md, "Test it there".`,
    );
  }
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: arn.split(':').at(-1) }));
  const heard: Heard[] = [];
  return async () => {
    for (;;) {
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 0 }),
      );
      if (Messages.length === 0) return heard;
      for (const { Body, ReceiptHandle } of Messages) {
        const { Subject, Message, MessageAttributes } = envelope.parse(Body);
        const attributes = Object.entries(MessageAttributes).map(([name, { Value }]) => [name, Value]);
        heard.push({ subject: Subject, text: Message, attributes: Object.fromEntries(attributes) });
        await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
      }
    }
  };
}
