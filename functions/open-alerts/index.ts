import * as z from 'zod';
import { connectTable } from '../../shared/adapters/aws/connect-table.ts';
import { nonEmpty, readEnvironment } from '../../shared/adapters/aws/environment.ts';
import { createLambdaLog } from '../../shared/adapters/aws/lambda-log.ts';
import { queueFunction } from '../../shared/adapters/aws/queue-function.ts';
import { createHandler } from './handler.ts';

const env = readEnvironment(z.object({ TABLE_NAME: nonEmpty }), process.env);
const log = createLambdaLog();

export const handler = queueFunction(
  createHandler({ table: connectTable(env.TABLE_NAME), clock: Date.now, log }),
  log,
);
