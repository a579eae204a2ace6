import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, expect, it } from 'vitest';
import { createSnsNotify } from '../../shared/adapters/aws/sns-notify.ts';
import type { TeamMessage } from '../../shared/ports/notify.ts';

const sns = mockClient(SNSClient);
const notify = createSnsNotify({ client: new SNSClient({ region: 'eu-central-1' }), topicArn: 'arn:topic' });
beforeEach(() => {
  sns.reset();
  sns.on(PublishCommand).resolves({ MessageId: '1' });
});

const aMessage = (given: Partial<TeamMessage> = {}): TeamMessage => ({
  id: 'S0001-1-sales',
  team: 'sales',
  kind: 'alert-opened',
  subject: '[Tandem] Acme is winning more deals (alert S0001)',
  text: 'Acme took 7 of the last 12 closed deals.\n',
  alertId: 'S0001',
  about: { family: 'loss-surge', competitor: 'acme', reason: undefined, segment: 'enterprise' },
  ...given,
});

const sent = () => sns.commandCalls(PublishCommand)[0]?.args[0].input;
const text = (StringValue: string) => ({ DataType: 'String', StringValue });

it('says in attributes what subscriptions filter by, and leaves out what it is not about', async () => {
  await notify(aMessage());
  expect(sent()).toEqual({
    TopicArn: 'arn:topic',
    Subject: '[Tandem] Acme is winning more deals (alert S0001)',
    Message: 'Acme took 7 of the last 12 closed deals.\n',
    MessageAttributes: {
      id: text('S0001-1-sales'),
      team: text('sales'),
      kind: text('alert-opened'),
      alertId: text('S0001'),
      family: text('loss-surge'),
      competitor: text('acme'),
      segment: text('enterprise'),
    },
  });
});

it('sends a digest, which is about no alert', async () => {
  await notify(
    aMessage({ id: 'digest-2026-06-15-sales', kind: 'digest', alertId: undefined, about: undefined }),
  );
  expect(Object.keys(sent()?.MessageAttributes ?? {})).toEqual(['id', 'team', 'kind']);
});

it('cuts a text that is larger than SNS takes, between two characters, and says so', async () => {
  await notify(aMessage({ text: '😀'.repeat(100_000) }));
  const message = sent()?.Message ?? '';
  expect(Buffer.byteLength(message)).toBeLessThanOrEqual(250 * 1024);
  expect(message).toMatch(/^(😀)+\n\nThis message was too long/u);
});

it('throws what SNS says, so that the message comes again', async () => {
  sns.on(PublishCommand).rejects(Object.assign(new Error('later'), { name: 'ThrottledException' }));
  await expect(notify(aMessage())).rejects.toThrow('later');
});
