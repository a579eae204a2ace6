import { GetTopicAttributesCommand, type SNSClient } from '@aws-sdk/client-sns';
import * as z from 'zod';

export interface TopicSubscriptions {
  readonly topic: string;
  readonly confirmed: number;
  /** Somebody has not clicked the link in the confirmation mail. */
  readonly pending: number;
}

const attributes = z.object({
  Attributes: z.object({
    SubscriptionsConfirmed: z.coerce.number(),
    SubscriptionsPending: z.coerce.number(),
  }),
});

/** Who would hear a message on each of these topics, by the name that people know it by. */
export const topicSubscriptions = (
  client: SNSClient,
  arns: Readonly<Record<string, string>>,
): Promise<TopicSubscriptions[]> =>
  Promise.all(
    Object.entries(arns).map(async ([topic, TopicArn]) => {
      const answer = await client.send(new GetTopicAttributesCommand({ TopicArn }));
      const { SubscriptionsConfirmed, SubscriptionsPending } = attributes.parse(answer).Attributes;
      return { topic, confirmed: SubscriptionsConfirmed, pending: SubscriptionsPending };
    }),
  );
