import * as z from 'zod';
import { connectTable } from '../../shared/adapters/aws/connect-table.ts';
import { EnvironmentError, nonEmpty, readEnvironment } from '../../shared/adapters/aws/environment.ts';
import { createLambdaLog } from '../../shared/adapters/aws/lambda-log.ts';
import { queueFunction } from '../../shared/adapters/aws/queue-function.ts';
import { createRoutes } from '../../shared/events/routes.ts';
import { createHandler } from './handler.ts';

const env = readEnvironment(z.object({ TABLE_NAME: nonEmpty, ROUTE: nonEmpty }), process.env);
const route = createRoutes().find(({ name }) => name === env.ROUTE);
if (route?.to.function !== 'advance-projection') {
  throw new EnvironmentError('The function cannot start. ROUTE: is not the route of a projection');
}
const log = createLambdaLog();

export const handler = queueFunction(
  createHandler({ name: route.name, advance: route.to.advance, table: connectTable(env.TABLE_NAME), log }),
  log,
);
