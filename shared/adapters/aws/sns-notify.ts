import { type MessageAttributeValue, PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import type { Notify, TeamMessage } from '../../ports/notify.ts';

/** 256 KB with the attributes, for which there is room left. Source: "Publish", Amazon SNS API Reference. */
const MAX_TEXT_BYTES = 250 * 1024;
const CUT =
  '\n\nThis message was too long for one e-mail and ends here. The links above lead to all of it.\n';

/**
 * Sends each message to the topic of joint alerts, with what subscriptions filter by as attributes. One message is one
 * call: it is claimed and marked by itself, so there is no batch of which a part could fail.
 */
export const createSnsNotify =
  ({ client, topicArn }: { readonly client: SNSClient; readonly topicArn: string }): Notify =>
  async (message) => {
    await client.send(
      new PublishCommand({
        TopicArn: topicArn,
        Subject: message.subject,
        Message: fitting(message.text),
        MessageAttributes: attributesOf(message),
      }),
    );
  };

/** An attribute without a value is not allowed, so what a message is not about is left out. */
function attributesOf({
  id,
  team,
  kind,
  alertId,
  about,
}: TeamMessage): Record<string, MessageAttributeValue> {
  const given = { id, team, kind, alertId, ...about };
  return Object.fromEntries(
    Object.entries(given).flatMap(([name, value]) =>
      value ? [[name, { DataType: 'String', StringValue: value }]] : [],
    ),
  );
}

function fitting(text: string): string {
  if (Buffer.byteLength(text) <= MAX_TEXT_BYTES) return text;
  const kept = Buffer.from(text).subarray(0, MAX_TEXT_BYTES - Buffer.byteLength(CUT));
  // Half of a character at the end becomes U+FFFD, which is taken off with it.
  return kept.toString().replace(/\uFFFD+$/, '') + CUT;
}
