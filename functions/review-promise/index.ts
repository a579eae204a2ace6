import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import type { Context } from 'aws-lambda';
import * as z from 'zod';
import { connectTable } from '../../shared/adapters/aws/connect-table.ts';
import { nonEmpty, readEnvironment } from '../../shared/adapters/aws/environment.ts';
import { createLambdaLog } from '../../shared/adapters/aws/lambda-log.ts';
import { politeTable } from '../../shared/adapters/aws/polite-table.ts';
import { createRecorder } from '../../shared/store/recorder.ts';
import { createHandler } from './handler.ts';

const env = readEnvironment(z.object({ TABLE_NAME: nonEmpty, OPERATIONS_TOPIC_ARN: nonEmpty }), process.env);
const log = createLambdaLog();
const sns = new SNSClient({});
const table = politeTable(connectTable(env.TABLE_NAME));
const clock = Date.now;

const reviewPromise = createHandler({
  table,
  adjust: createRecorder({ table, clock }).adjust,
  clock,
  log,
  async tellOperator(Subject, Message) {
    await sns.send(new PublishCommand({ TopicArn: env.OPERATIONS_TOPIC_ARN, Subject, Message }));
  },
});

export async function handler(_event: unknown, context: Context): Promise<void> {
  log.begin(context);
  await reviewPromise();
}
