import { randomUUID } from 'node:crypto';
import { fromEnv } from '@aws-sdk/credential-provider-env';
import * as z from 'zod';
import { connectTable } from '../../shared/adapters/aws/connect-table.ts';
import { isTableUnavailable } from '../../shared/adapters/aws/dynamo-errors.ts';
import { nonEmpty, readEnvironment, settingsVariable } from '../../shared/adapters/aws/environment.ts';
import { httpFunction } from '../../shared/adapters/aws/http-function.ts';
import { createLambdaLog } from '../../shared/adapters/aws/lambda-log.ts';
import { politeTable } from '../../shared/adapters/aws/polite-table.ts';
import { readSecret } from '../../shared/adapters/aws/read-secret.ts';
import { createTokenCheck } from '../../shared/adapters/aws/secret-token.ts';
import { operatorSettings } from '../../shared/domain/detection/detection-settings.ts';
import { createRecorder } from '../../shared/store/recorder.ts';
import { guardApp } from './guard-app.ts';
import { createApp } from './handler.ts';

const env = readEnvironment(
  z.object({
    TABLE_NAME: nonEmpty,
    TOKEN_SECRET_ARN: nonEmpty,
    SETTINGS: settingsVariable,
    PUBLIC_URL: z.url().optional(),
    AWS_ENDPOINT_URL: z.url().optional(),
  }),
  process.env,
);
/** A function takes six million bytes, of which Base64 leaves three quarters, and the form some. */
const LARGEST_UPLOAD = 4_000_000;

const log = createLambdaLog();
const table = politeTable(connectTable(env.TABLE_NAME));

const { record, decide, configure } = createRecorder({ table, clock: Date.now });
// Every report comes through here, so the ledger knows the settings of this version before the first one.
await configure(operatorSettings.parse(env.SETTINGS));

const app = createApp(
  {
    table,
    record,
    decide,
    clock: Date.now,
    log,
    settings: env.SETTINGS,
    newId: randomUUID,
    isUnavailable: isTableUnavailable,
  },
  { publicUrl: env.PUBLIC_URL, largestUpload: LARGEST_UPLOAD },
);
const credentials = fromEnv();
const isToken = createTokenCheck({
  read: () => readSecret({ arn: env.TOKEN_SECRET_ARN, credentials, endpoint: env.AWS_ENDPOINT_URL }),
  clock: Date.now,
});
const site = guardApp(app, { isToken, log });

export const handler = httpFunction((request) => site.fetch(request), log);
