import { CfnOutput, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { Alarms } from '../constructs/alarms.ts';
import { ChangeFeed } from '../constructs/change-feed.ts';
import { BusinessDashboard, MachineDashboard } from '../constructs/dashboards.ts';
import { DeadLetterQueue } from '../constructs/dead-letter-queue.ts';
import { createDigest, createResolving, createReview, createSelfCheck } from '../parts/daily-tasks.ts';
import { createDoor } from '../parts/door.ts';
import { type FunctionMakerProps, functionMaker } from '../parts/function-maker.ts';
import { createQueueRoutes } from '../parts/queue-routes.ts';
import { createTopics } from '../parts/topics.ts';
import { watchEverything } from '../parts/watch-everything.ts';

/** Everything that runs: it can be deleted and deployed again, and nothing is lost. */
export class AppStack extends Stack {
  constructor(scope: Construct, id: string, props: FunctionMakerProps) {
    const { config, data } = props;
    super(scope, id, {
      description: `Tandem (${config.stage}): what runs`,
      terminationProtection: config.isProtected,
    });
    const make = functionMaker(this, props);
    const topics = createTopics(this, config);
    const door = createDoor(this, make, config);
    const feed = new ChangeFeed(this, 'change-feed', { data, make });

    const telling = {
      ALERTS_TOPIC_ARN: topics.alerts.topicArn,
      BASE_URL: door.baseUrl,
      TIME_ZONE: config.timeZone,
    };
    const undelivered = new DeadLetterQueue(this, 'undelivered-events');
    const routes = createQueueRoutes(this, { make, data, topics, telling, undelivered });
    const daily = { make, config, topics, telling };
    const digest = createDigest(this, daily);
    const resolving = createResolving(this, daily);
    const review = createReview(this, daily);
    const letters = {
      ...Object.fromEntries(routes.map(({ node, deadLetters }) => [node.id, deadLetters])),
      'daily-digest': digest.deadLetters,
      'daily-resolving': resolving.deadLetters,
      'daily-review': review.deadLetters,
      'undelivered-events': undelivered,
      'undeliverable-messages': topics.undeliverable,
      'unpublished-changes': feed.unpublished,
    };
    const selfCheck = createSelfCheck(this, daily, letters);

    const functions = [
      door.server,
      feed.publisher,
      ...routes.map(({ consumer }) => consumer),
      digest.task,
      resolving.task,
      review.task,
      selfCheck.task,
    ];
    const alarms = watchEverything(new Alarms(this, 'alarms', topics.operations), {
      letters: { ...letters, 'daily-self-check': selfCheck.deadLetters },
      functions,
      publisher: feed.publisher,
      checker: selfCheck.task,
      routes,
      data,
      topics,
      api: door.api,
      quietAfter: config.quietAfterBusinessDays,
    });
    new BusinessDashboard(this, 'business');
    new MachineDashboard(this, 'machine', { alarms, functions, routes, table: data.table });

    this.#tell({
      Url: door.baseUrl,
      ApiId: door.api.apiId,
      TokenSecret: door.token.secretArn,
      TableName: data.table.tableName,
      AlertsTopic: topics.alerts.topicArn,
      OperationsTopic: topics.operations.topicArn,
      BusName: data.bus.eventBusName,
      Queues: this.#json(routes.map(({ node, queue }) => [node.id, queue.queueUrl])),
      DeadLetterQueues: this.#json(Object.entries(letters).map(([name, queue]) => [name, queue.queueUrl])),
      Functions: this.#json(functions.map(({ node, functionName }) => [node.id, functionName])),
    });
  }

  #tell(outputs: Readonly<Record<string, string>>): void {
    for (const [name, value] of Object.entries(outputs)) new CfnOutput(this, name, { value });
  }

  #json(entries: readonly (readonly [name: string, value: string])[]): string {
    return this.toJsonString(Object.fromEntries(entries));
  }
}
