import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Table } from '../../ports/table.ts';
import { createDynamoTable } from './dynamo-table.ts';

/** A call that hangs must not take the time of the whole function: the next attempt usually has an answer at once. */
const TIMEOUTS = { connectionTimeout: 1_000, requestTimeout: 4_000 };

/** The table of this deployment, with the credentials of the function's role. */
export const connectTable = (tableName: string): Table =>
  createDynamoTable({
    client: DynamoDBDocumentClient.from(new DynamoDBClient({ maxAttempts: 5, requestHandler: TIMEOUTS })),
    tableName,
  });
