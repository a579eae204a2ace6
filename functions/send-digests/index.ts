import { SNSClient } from '@aws-sdk/client-sns';
import type { Context } from 'aws-lambda';
import * as z from 'zod';
import { connectTable } from '../../shared/adapters/aws/connect-table.ts';
import { nonEmpty, readEnvironment } from '../../shared/adapters/aws/environment.ts';
import { createLambdaLog } from '../../shared/adapters/aws/lambda-log.ts';
import { createSnsNotify } from '../../shared/adapters/aws/sns-notify.ts';
import { createHandler } from './handler.ts';

const env = readEnvironment(
  z.object({
    TABLE_NAME: nonEmpty,
    ALERTS_TOPIC_ARN: nonEmpty,
    BASE_URL: z.url(),
    TIME_ZONE: nonEmpty,
  }),
  process.env,
);
const log = createLambdaLog();

const sendDigests = createHandler({
  table: connectTable(env.TABLE_NAME),
  clock: Date.now,
  log,
  notify: createSnsNotify({ client: new SNSClient({}), topicArn: env.ALERTS_TOPIC_ARN }),
  timeZone: env.TIME_ZONE,
  baseUrl: env.BASE_URL,
});

export async function handler(_event: unknown, context: Context): Promise<void> {
  log.begin(context);
  await sendDigests();
}
