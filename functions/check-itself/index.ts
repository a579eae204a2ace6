import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { Context } from 'aws-lambda';
import * as z from 'zod';
import { connectTable } from '../../shared/adapters/aws/connect-table.ts';
import { jsonVariable, nonEmpty, readEnvironment } from '../../shared/adapters/aws/environment.ts';
import { createLambdaLog } from '../../shared/adapters/aws/lambda-log.ts';
import { queueDepths } from '../../shared/adapters/aws/queue-depths.ts';
import { topicSubscriptions } from '../../shared/adapters/aws/topic-subscriptions.ts';
import { createHandler } from './handler.ts';
import { WEEKDAYS } from './quiet-days.ts';

const env = readEnvironment(
  z.object({
    TABLE_NAME: nonEmpty,
    ALERTS_TOPIC_ARN: nonEmpty,
    OPERATIONS_TOPIC_ARN: nonEmpty,
    DEAD_LETTER_QUEUE_URLS: jsonVariable(z.record(z.string(), z.url())),
    TIME_ZONE: nonEmpty,
    BUSINESS_DAYS: jsonVariable(z.array(z.enum(WEEKDAYS))),
    QUIET_AFTER: z.coerce.number().int().positive(),
  }),
  process.env,
);
const log = createLambdaLog();
const metrics = new Metrics();
const sns = new SNSClient({});
const sqs = new SQSClient({});

const checkItself = createHandler({
  table: connectTable(env.TABLE_NAME),
  clock: Date.now,
  log,
  timeZone: env.TIME_ZONE,
  businessDays: env.BUSINESS_DAYS,
  quietAfter: env.QUIET_AFTER,
  subscriptions: () =>
    topicSubscriptions(sns, { alerts: env.ALERTS_TOPIC_ARN, operations: env.OPERATIONS_TOPIC_ARN }),
  deadLetters: () => queueDepths(sqs, env.DEAD_LETTER_QUEUE_URLS),
  async tellOperator(Subject, Message) {
    await sns.send(new PublishCommand({ TopicArn: env.OPERATIONS_TOPIC_ARN, Subject, Message }));
  },
  measure({ quietBusinessDays }) {
    metrics.addMetric('QuietBusinessDays', MetricUnit.Count, quietBusinessDays);
  },
});

export async function handler(_event: unknown, context: Context): Promise<unknown> {
  log.begin(context);
  try {
    return await checkItself();
  } finally {
    metrics.publishStoredMetrics();
  }
}
