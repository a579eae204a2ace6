import { Duration } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { type Alarms, PERIOD, type Watched } from '../constructs/alarms.ts';
import { failedInvocations, quietBusinessDays, tableThrottles } from '../constructs/metrics.ts';
import type { QueueRoute } from '../constructs/queue-route.ts';
import type { TandemFunction } from '../constructs/tandem-function.ts';
import type { DataStack } from '../stacks/data.ts';
import type { Topics } from './topics.ts';

export interface AlarmSubjects {
  readonly letters: Readonly<Record<string, IQueue>>;
  readonly functions: readonly TandemFunction[];
  readonly publisher: TandemFunction;
  readonly checker: TandemFunction;
  readonly routes: readonly QueueRoute[];
  readonly data: DataStack;
  readonly topics: Topics;
  readonly api: HttpApi;
  readonly quietAfter: number;
}

const MINUTE = 60;
const sum = { statistic: 'Sum', period: PERIOD };

/** Every alarm that there is. */
export const watchEverything = (alarms: Alarms, subjects: AlarmSubjects): Alarm[] =>
  [
    ...queueAlarms(subjects),
    ...functionAlarms(subjects),
    ...deliveryAlarms(subjects),
    ...selfCheckAlarms(subjects),
  ].map((watched) => alarms.watch(watched));

function queueAlarms({ letters, routes }: AlarmSubjects): Watched[] {
  return [
    ...Object.entries(letters).map(
      ([of, queue]): Watched => ({
        runbook: of === 'unpublished-changes' ? 'unpublished-changes' : 'dead-letters',
        of,
        metric: queue.metricApproximateNumberOfMessagesVisible({ statistic: 'Maximum', period: PERIOD }),
        threshold: 1,
        meaning: `Something waits for a person in the queue "${of}".`,
      }),
    ),
    ...routes.map(
      ({ node, queue }): Watched => ({
        runbook: 'oldest-message',
        of: node.id,
        metric: queue.metricApproximateAgeOfOldestMessage({ statistic: 'Maximum', period: PERIOD }),
        threshold: 15 * MINUTE,
        meaning: `Messages wait for a quarter of an hour in the queue "${node.id}".`,
      }),
    ),
  ];
}

function functionAlarms({ functions, publisher }: AlarmSubjects): Watched[] {
  return [
    ...functions.flatMap((one): Watched[] => [
      {
        runbook: 'function-errors',
        of: one.node.id,
        metric: one.metricErrors(sum),
        threshold: 1,
        meaning: `The function "${one.node.id}" failed or ran out of time.`,
      },
      {
        runbook: 'throttles',
        of: one.node.id,
        metric: one.metricThrottles(sum),
        threshold: 1,
        meaning: `Lambda had no room for the function "${one.node.id}".`,
      },
    ]),
    {
      runbook: 'iterator-age',
      of: 'change-feed',
      metric: publisher.metric('IteratorAge', { statistic: 'Maximum', period: PERIOD }),
      threshold: 2 * MINUTE * 1000,
      meaning: 'What is stored is published more than two minutes late.',
    },
  ];
}

function deliveryAlarms({ routes, data, topics, api }: AlarmSubjects): Watched[] {
  const { alerts, operations } = topics;
  return [
    ...(['Read', 'Write'] as const).map(
      (kind): Watched => ({
        runbook: 'throttles',
        of: `table-${kind.toLowerCase()}s`,
        metric: tableThrottles(data.table.tableName, `${kind}ThrottleEvents`),
        threshold: 1,
        meaning: `The table refused ${kind.toLowerCase()}s for lack of room.`,
      }),
    ),
    ...routes.map(
      ({ node, rule }): Watched => ({
        runbook: 'failed-invocations',
        of: node.id,
        metric: failedInvocations(data.bus.eventBusName, rule.ref),
        threshold: 1,
        meaning: `The bus could not put events into the queue "${node.id}".`,
      }),
    ),
    ...Object.entries({ alerts, operations }).map(
      ([of, topic]): Watched => ({
        runbook: 'failed-notifications',
        of,
        metric: topic.metricNumberOfNotificationsFailed(sum),
        threshold: 1,
        meaning: `A message on the topic "${of}" did not reach a subscription.`,
      }),
    ),
    {
      runbook: 'server-errors',
      of: 'api',
      metric: api.metricServerError(sum),
      threshold: 1,
      meaning: 'The API answered with a fault of its own.',
    },
  ];
}

function selfCheckAlarms({ checker, quietAfter }: AlarmSubjects): Watched[] {
  return [
    {
      runbook: 'nothing-reported',
      of: 'ledger',
      metric: quietBusinessDays(),
      threshold: quietAfter,
      meaning: `Nothing was reported for ${quietAfter} business days.`,
    },
    {
      runbook: 'self-check-missing',
      of: 'check-itself',
      metric: checker.metricInvocations({ statistic: 'Sum', period: Duration.days(1) }),
      threshold: 1,
      periods: 2,
      isBelow: true,
      isMissingBad: true,
      meaning: 'The daily self-check did not run for two days.',
    },
  ];
}
