import type { Context } from 'aws-lambda';
import * as z from 'zod';
import { connectTable } from '../../shared/adapters/aws/connect-table.ts';
import { nonEmpty, readEnvironment } from '../../shared/adapters/aws/environment.ts';
import { createLambdaLog } from '../../shared/adapters/aws/lambda-log.ts';
import { createHandler } from './handler.ts';

const env = readEnvironment(z.object({ TABLE_NAME: nonEmpty }), process.env);
const log = createLambdaLog();
const resolveAlerts = createHandler({ table: connectTable(env.TABLE_NAME), clock: Date.now, log });

export async function handler(_event: unknown, context: Context): Promise<void> {
  log.begin(context);
  await resolveAlerts();
}
