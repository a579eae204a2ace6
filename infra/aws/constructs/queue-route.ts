import { Duration } from 'aws-cdk-lib';
import { CfnRule, type IEventBus } from 'aws-cdk-lib/aws-events';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { EventPattern } from '../../../shared/events/pattern/event-pattern.ts';
import { DeadLetterQueue } from './dead-letter-queue.ts';
import type { TandemFunction } from './tandem-function.ts';

export interface QueueRouteProps {
  readonly bus: IEventBus;
  readonly pattern: EventPattern;
  /** Where an event goes that the bus cannot deliver to the queue. */
  readonly undelivered: DeadLetterQueue;
  readonly consumer: TandemFunction;
  readonly consumerTimeoutSeconds: number;
  /** How often a message is tried, once in six times the consumer's timeout. */
  readonly attempts: number;
  /** How many batches are worked on at once. */
  readonly concurrency: number;
}

/** EventBridge tries for a day, which are 185 attempts. */
const DELIVERY = { maximumRetryAttempts: 185, maximumEventAgeInSeconds: 86_400 };

/**
 * A rule, the queue that it fills, and the function that empties it. There is no way to make one without its dead-letter
 * queue, because it makes that by itself, and nothing else adds a target to a rule.
 *
 * The rule is CloudFormation's own resource: CDK's type of a pattern has no place for `$or` at the top, and the pattern
 * must be, word for word, the one that the local bus matches with.
 */
export class QueueRoute extends Construct {
  readonly rule: CfnRule;
  readonly queue: Queue;
  readonly consumer: TandemFunction;
  readonly deadLetters: DeadLetterQueue;

  constructor(scope: Construct, id: string, props: QueueRouteProps) {
    super(scope, id);
    this.consumer = props.consumer;
    this.deadLetters = new DeadLetterQueue(this, 'dead-letters');
    this.queue = new Queue(this, 'queue', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      // Six times, as AWS advises for queues before functions, so that a batch that is throttled is not tried twice at once.
      visibilityTimeout: Duration.seconds(6 * props.consumerTimeoutSeconds),
      retentionPeriod: Duration.days(4),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: props.attempts },
    });
    this.rule = new CfnRule(this, 'rule', {
      eventBusName: props.bus.eventBusName,
      eventPattern: props.pattern,
      state: 'ENABLED',
      targets: [
        {
          id: 'queue',
          arn: this.queue.queueArn,
          // What the local bus puts into its queues: the event without the envelope of the bus.
          inputPath: '$.detail',
          deadLetterConfig: { arn: props.undelivered.queueArn },
          retryPolicy: DELIVERY,
        },
      ],
    });
    for (const queue of [this.queue, props.undelivered]) letRuleSend(this.rule, queue);
    props.consumer.addEventSource(
      new SqsEventSource(this.queue, {
        batchSize: 10,
        reportBatchItemFailures: true,
        maxConcurrency: props.concurrency,
      }),
    );
  }
}

function letRuleSend(rule: CfnRule, queue: Queue): void {
  queue.addToResourcePolicy(
    new PolicyStatement({
      principals: [new ServicePrincipal('events.amazonaws.com')],
      actions: ['sqs:SendMessage'],
      resources: [queue.queueArn],
      conditions: { ArnEquals: { 'aws:SourceArn': rule.attrArn } },
    }),
  );
}
