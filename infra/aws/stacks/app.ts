import { CfnOutput, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { Code } from 'aws-cdk-lib/aws-lambda';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { INDEX_NAME } from '../../../shared/adapters/aws/dynamo-query.ts';
import { TEAMS } from '../../../shared/domain/alerts/teams.ts';
import { createRoutes, type Route } from '../../../shared/events/routes.ts';
import type { Config } from '../config.ts';
import { Alarms } from '../constructs/alarms.ts';
import { ChangeFeed } from '../constructs/change-feed.ts';
import { DailyTask } from '../constructs/daily-task.ts';
import { BusinessDashboard, MachineDashboard } from '../constructs/dashboards.ts';
import { DeadLetterQueue } from '../constructs/dead-letter-queue.ts';
import { QueueRoute } from '../constructs/queue-route.ts';
import { TandemFunction } from '../constructs/tandem-function.ts';
import { TeamTopic } from '../constructs/team-topic.ts';
import { WebApi } from '../constructs/web-api.ts';
import { acknowledge } from '../nag.ts';
import { TABLE_ACTIONS } from '../permissions.ts';
import { type AlarmSubjects, watchEverything } from '../watch-everything.ts';
import type { DataStack } from './data.ts';

export interface AppStackProps {
  readonly config: Config;
  readonly data: DataStack;
  /** The bundle of a function, by the name of its folder. */
  readonly codeOf: (name: string) => Code;
}

type FunctionName = keyof typeof TABLE_ACTIONS | 'publish-changes';

const QUEUE_TIMEOUT = 30;
/** What another try does not mend within about half an hour, a person has to. */
const USUAL_ATTEMPTS = 10;
/** The way to the teams may be closed for hours, and opens without us. */
const NOTIFY_ATTEMPTS = 60;

/** Everything that runs: it can be deleted and deployed again, and nothing is lost. */
export class AppStack extends Stack {
  readonly #props: AppStackProps;

  constructor(scope: Construct, id: string, props: AppStackProps) {
    const { config, data } = props;
    super(scope, id, {
      description: `Tandem (${config.stage}): what runs`,
      terminationProtection: config.isProtected,
    });
    this.#props = props;

    const undelivered = new DeadLetterQueue(this, 'undelivered-events');
    const undeliverable = new DeadLetterQueue(this, 'undeliverable-messages');
    const key = this.#topicKey();
    const topicProps = { key, undeliverable };
    const alerts = new TeamTopic(this, 'alerts', { ...topicProps, displayName: 'Tandem' });
    const operations = new TeamTopic(this, 'operations', { ...topicProps, displayName: 'Tandem operations' });
    for (const team of TEAMS) alerts.subscribe(config.teams[team], team);
    operations.subscribe(config.operations);
    operations.hearAlarms();
    const speak = (speaker: TandemFunction, topics: readonly TeamTopic[]): void => {
      speaker.allow(
        ['sns:Publish'],
        topics.map(({ topicArn }) => topicArn),
      );
      speaker.allow(['kms:Decrypt', 'kms:GenerateDataKey'], [key.keyArn]);
    };

    const token = new Secret(this, 'token', {
      description: `Tandem (${config.stage}): the bearer token of the API and the pages`,
      generateSecretString: { passwordLength: 48, excludePunctuation: true },
    });
    acknowledge(token, {
      'AwsSolutions-SMG4':
        'People and programs hold this token: it changes when they are told, by the runbook.',
    });

    const settings = this.toJsonString(config.settings);
    const server = this.#function('serve-http', 'serve-http', {
      memoryMb: 1024,
      timeoutSeconds: 20,
      environment: {
        SETTINGS: settings,
        TOKEN_SECRET_ARN: token.secretArn,
        ...(config.publicUrl !== undefined && { PUBLIC_URL: config.publicUrl }),
      },
    });
    server.allow(['dynamodb:Query'], [`${data.table.tableArn}/index/${INDEX_NAME}`]);
    server.allow(['secretsmanager:GetSecretValue'], [token.secretArn]);
    const web = new WebApi(this, 'web', { server, logRetention: config.logRetentionDays });
    const baseUrl = config.publicUrl ?? web.api.apiEndpoint;

    const publisher = this.#function('publish-changes', 'publish-changes', {
      memoryMb: 512,
      timeoutSeconds: 30,
      environment: { BUS_NAME: data.bus.eventBusName },
    });
    publisher.allow(['events:PutEvents'], [data.bus.eventBusArn]);
    const feed = new ChangeFeed(this, 'change-feed', { table: data.table, publisher });

    const telling = {
      ALERTS_TOPIC_ARN: alerts.topicArn,
      BASE_URL: baseUrl,
      TIME_ZONE: config.timeZone,
    };
    const consumers = new Map<string, TandemFunction>();
    const routes = createRoutes(config.settings).map((route) => {
      const consumer = this.#consumer(route, settings, telling);
      consumers.set(route.name, consumer);
      if (route.to.function === 'notify-teams') speak(consumer, [alerts]);
      return new QueueRoute(this, route.name, {
        bus: data.bus,
        pattern: route.rule,
        undelivered,
        consumer,
        consumerTimeoutSeconds: QUEUE_TIMEOUT,
        attempts: route.to.function === 'notify-teams' ? NOTIFY_ATTEMPTS : USUAL_ATTEMPTS,
        // Of two that fold at once one loses its write; more than that is waste. Two is the least that SQS allows.
        concurrency: route.to.function === 'advance-projection' ? 2 : 5,
      });
    });

    const digests = this.#function('send-digests', 'send-digests', {
      memoryMb: 512,
      timeoutSeconds: 60,
      environment: telling,
    });
    speak(digests, [alerts]);
    const { start: hour, days } = config.businessHours;
    const digestTask = new DailyTask(this, 'daily-digest', {
      task: digests,
      hour,
      timeZone: config.timeZone,
      description: 'Sends each team what waited for its digest',
    });

    const letters: Readonly<Record<string, DeadLetterQueue>> = {
      ...Object.fromEntries(routes.map(({ node, deadLetters }) => [node.id, deadLetters])),
      'daily-digest': digestTask.deadLetters,
      'undelivered-events': undelivered,
      'undeliverable-messages': undeliverable,
      'unpublished-changes': feed.unpublished,
    };
    const urls = Object.fromEntries(Object.entries(letters).map(([name, { queueUrl }]) => [name, queueUrl]));
    const checker = this.#function('check-itself', 'check-itself', {
      memoryMb: 512,
      timeoutSeconds: 60,
      environment: {
        ALERTS_TOPIC_ARN: alerts.topicArn,
        OPERATIONS_TOPIC_ARN: operations.topicArn,
        DEAD_LETTER_QUEUE_URLS: this.toJsonString(urls),
        TIME_ZONE: config.timeZone,
        BUSINESS_DAYS: this.toJsonString(days),
        QUIET_AFTER: String(config.quietAfterBusinessDays),
      },
    });
    checker.allow(['sns:GetTopicAttributes'], [alerts.topicArn, operations.topicArn]);
    checker.allow(
      ['sqs:GetQueueAttributes'],
      Object.values(letters).map(({ queueArn }) => queueArn),
    );
    speak(checker, [operations]);
    const checkTask = new DailyTask(this, 'daily-self-check', {
      task: checker,
      hour,
      timeZone: config.timeZone,
      description: 'Looks for what no error tells of',
    });

    const functions = { server, publisher, digests, checker, ...Object.fromEntries(consumers) };
    const alarms = new Alarms(this, 'alarms', operations);
    const subjects: AlarmSubjects = {
      letters: { ...letters, 'daily-self-check': checkTask.deadLetters },
      functions,
      publisher,
      checker,
      routes,
      busName: data.bus.eventBusName,
      tableName: data.table.tableName,
      topics: { alerts, operations },
      api: web.api,
      quietAfter: config.quietAfterBusinessDays,
    };
    new BusinessDashboard(this, 'business');
    new MachineDashboard(this, 'machine', {
      alarms: watchEverything(alarms, subjects),
      functions: Object.values(functions),
      routes,
      table: data.table,
    });

    const outputs = {
      Url: baseUrl,
      ApiId: web.api.apiId,
      TokenSecret: token.secretArn,
      TableName: data.table.tableName,
      AlertsTopic: alerts.topicArn,
      OperationsTopic: operations.topicArn,
      BusName: data.bus.eventBusName,
      Queues: this.toJsonString(
        Object.fromEntries(routes.map(({ node, queue }) => [node.id, queue.queueUrl])),
      ),
      DeadLetterQueues: this.toJsonString(urls),
      Functions: this.toJsonString(
        Object.fromEntries(Object.values(functions).map((one) => [one.node.id, one.functionName])),
      ),
    };
    for (const [name, value] of Object.entries(outputs)) new CfnOutput(this, name, { value });
  }

  #function(
    id: string,
    name: FunctionName,
    props: { memoryMb: number; timeoutSeconds: number; environment: Readonly<Record<string, string>> },
  ): TandemFunction {
    const { config, data, codeOf } = this.#props;
    const usesTable = name !== 'publish-changes';
    const made = new TandemFunction(this, id, {
      ...props,
      code: codeOf(name),
      description: `Tandem (${config.stage}): ${id}`,
      logRetention: config.logRetentionDays,
      environment: { ...(usesTable && { TABLE_NAME: data.table.tableName }), ...props.environment },
    });
    if (usesTable) made.allow(TABLE_ACTIONS[name], [data.table.tableArn]);
    return made;
  }

  #consumer(route: Route, settings: string, telling: Readonly<Record<string, string>>): TandemFunction {
    const environments = {
      'advance-projection': { SETTINGS: settings, ROUTE: route.name },
      'open-alerts': {},
      'watch-open-deals': {},
      'notify-teams': telling,
    };
    const { function: name } = route.to;
    return this.#function(`${route.name}-function`, name, {
      memoryMb: 512,
      timeoutSeconds: QUEUE_TIMEOUT,
      environment: environments[name],
    });
  }

  /** CloudWatch may only speak on an encrypted topic whose key it may use, which the key of AWS does not allow. */
  #topicKey(): Key {
    const key = new Key(this, 'topic-key', {
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
        conditions: { StringEquals: { 'aws:SourceAccount': this.account } },
      }),
    );
    return key;
  }
}
