import type { Stack } from 'aws-cdk-lib';
import type { Config } from '../config.ts';
import { DailyTask } from '../constructs/daily-task.ts';
import type { DeadLetterQueue } from '../constructs/dead-letter-queue.ts';
import type { MakeFunction } from './function-maker.ts';
import type { Topics } from './topics.ts';

export interface DailyTasksProps {
  readonly make: MakeFunction;
  readonly config: Config;
  readonly topics: Topics;
  readonly telling: Readonly<Record<string, string>>;
}

const SIZE = { memoryMb: 512, timeoutSeconds: 60 };

/** Sends each team what waited for its digest, at the hour at which the business starts. */
export function createDigest(scope: Stack, { make, config, topics, telling }: DailyTasksProps): DailyTask {
  const task = make('send-digests', 'send-digests', { ...SIZE, environment: telling });
  topics.letSpeak(task, topics.alerts);
  return new DailyTask(scope, 'daily-digest', {
    task,
    hour: config.businessHours.start,
    timeZone: config.timeZone,
    description: 'Sends each team what waited for its digest',
  });
}

/** Ends the alerts about what is over, at the same hour. */
export function createResolving(scope: Stack, { make, config }: DailyTasksProps): DailyTask {
  const task = make('resolve-alerts', 'resolve-alerts', { ...SIZE, environment: {} });
  return new DailyTask(scope, 'daily-resolving', {
    task,
    hour: config.businessHours.start,
    timeZone: config.timeZone,
    description: 'Ends the alerts about what is over',
  });
}

/** Compares at the same hour what the teams called noise with what was promised. */
export function createReview(scope: Stack, { make, config, topics }: DailyTasksProps): DailyTask {
  const task = make('review-promise', 'review-promise', {
    ...SIZE,
    environment: { OPERATIONS_TOPIC_ARN: topics.operations.topicArn },
  });
  topics.letSpeak(task, topics.operations);
  return new DailyTask(scope, 'daily-review', {
    task,
    hour: config.businessHours.start,
    timeZone: config.timeZone,
    description: 'Compares what the teams called noise with what was promised',
  });
}

/** Looks at the same hour for what no error tells of, also into these queues. */
export function createSelfCheck(
  scope: Stack,
  { make, config, topics }: DailyTasksProps,
  letters: Readonly<Record<string, DeadLetterQueue>>,
): DailyTask {
  const { alerts, operations } = topics;
  const urls = Object.fromEntries(Object.entries(letters).map(([name, { queueUrl }]) => [name, queueUrl]));
  const task = make('check-itself', 'check-itself', {
    ...SIZE,
    environment: {
      ALERTS_TOPIC_ARN: alerts.topicArn,
      OPERATIONS_TOPIC_ARN: operations.topicArn,
      DEAD_LETTER_QUEUE_URLS: scope.toJsonString(urls),
      TIME_ZONE: config.timeZone,
      BUSINESS_DAYS: scope.toJsonString(config.businessHours.days),
      QUIET_AFTER: String(config.quietAfterBusinessDays),
    },
  });
  task.allow(['sns:GetTopicAttributes'], [alerts.topicArn, operations.topicArn]);
  task.allow(
    ['sqs:GetQueueAttributes'],
    Object.values(letters).map(({ queueArn }) => queueArn),
  );
  topics.letSpeak(task, operations);
  return new DailyTask(scope, 'daily-self-check', {
    task,
    hour: config.businessHours.start,
    timeZone: config.timeZone,
    description: 'Looks for what no error tells of',
  });
}
