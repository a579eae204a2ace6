import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Subscription, SubscriptionFilter, SubscriptionProtocol, Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import type { SubscriptionConfig } from '../config.ts';
import type { DeadLetterQueue } from './dead-letter-queue.ts';

const PROTOCOLS = {
  email: SubscriptionProtocol.EMAIL,
  https: SubscriptionProtocol.HTTPS,
  sqs: SubscriptionProtocol.SQS,
} as const;

/** A topic whose subscriptions come from the settings. What cannot be delivered to one of them waits in a queue. */
export class TeamTopic extends Topic {
  readonly #undeliverable: DeadLetterQueue;

  constructor(
    scope: Construct,
    id: string,
    props: { readonly key: IKey; readonly displayName: string; readonly undeliverable: DeadLetterQueue },
  ) {
    super(scope, id, { masterKey: props.key, enforceSSL: true, displayName: props.displayName });
    this.#undeliverable = props.undeliverable;
  }

  /**
   * Lets alarms speak here. A topic with a policy of its own, such as one that asks for TLS, has lost the one by which AWS
   * allows everything inside of the account.
   */
  hearAlarms(): void {
    this.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [this.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': this.stack.account } },
      }),
    );
  }

  /** @param team hears only what is for it; without one, everything. */
  subscribe(recipients: readonly SubscriptionConfig[], team?: string): void {
    for (const [n, { protocol, endpoint }] of recipients.entries()) {
      new Subscription(this, `${team ?? 'all'}-${n + 1}`, {
        topic: this,
        protocol: PROTOCOLS[protocol],
        endpoint,
        ...(team !== undefined && {
          filterPolicy: { team: SubscriptionFilter.stringFilter({ allowlist: [team] }) },
        }),
        deadLetterQueue: this.#undeliverable,
      });
    }
  }
}
