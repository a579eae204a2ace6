import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { TEAMS } from '../../../shared/domain/alerts/teams.ts';
import type { Config } from '../config.ts';
import { DeadLetterQueue } from '../constructs/dead-letter-queue.ts';
import type { TandemFunction } from '../constructs/tandem-function.ts';
import { TeamTopic } from '../constructs/team-topic.ts';

export interface Topics {
  readonly alerts: TeamTopic;
  readonly operations: TeamTopic;
  /** What did not reach a subscription. */
  readonly undeliverable: DeadLetterQueue;
  readonly letSpeak: (speaker: TandemFunction, topic: TeamTopic) => void;
}

/** One topic for the two teams, and one for whoever runs Tandem. */
export function createTopics(scope: Construct, { teams, operations: operators }: Config): Topics {
  const undeliverable = new DeadLetterQueue(scope, 'undeliverable-messages');
  const key = topicKey(scope);
  const alerts = new TeamTopic(scope, 'alerts', { key, undeliverable, displayName: 'Tandem' });
  const operations = new TeamTopic(scope, 'operations', {
    key,
    undeliverable,
    displayName: 'Tandem operations',
  });
  for (const team of TEAMS) alerts.subscribe(teams[team], team);
  operations.subscribe(operators);
  operations.hearAlarms();
  return {
    alerts,
    operations,
    undeliverable,
    letSpeak(speaker, { topicArn }) {
      speaker.allow(['sns:Publish'], [topicArn]);
      speaker.allow(['kms:Decrypt', 'kms:GenerateDataKey'], [key.keyArn]);
    },
  };
}

/** CloudWatch may only speak on an encrypted topic whose key it may use, which the key of AWS does not allow. */
function topicKey(scope: Construct): Key {
  const key = new Key(scope, 'topic-key', {
    description: 'Tandem: messages on its topics',
    enableKeyRotation: true,
    pendingWindow: Duration.days(7),
    // What it encrypts is on its way; nothing that is kept needs it.
    removalPolicy: RemovalPolicy.DESTROY,
  });
  key.addToResourcePolicy(
    new PolicyStatement({
      principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
      actions: ['kms:Decrypt', 'kms:GenerateDataKey*'],
      resources: ['*'],
      conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(scope).account } },
    }),
  );
  return key;
}
