import type { Stack } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Config } from '../config.ts';
import type { TandemFunction } from '../constructs/tandem-function.ts';
import { WebApi } from '../constructs/web-api.ts';
import { acknowledge } from '../nag.ts';
import type { MakeFunction } from './function-maker.ts';

export interface Door {
  readonly server: TandemFunction;
  readonly api: HttpApi;
  readonly token: Secret;
  /** What links begin with. */
  readonly baseUrl: string;
}

/** Where people and programs come in: the API, the function behind it, and the token that it asks for. */
export function createDoor(scope: Stack, make: MakeFunction, config: Config): Door {
  const token = new Secret(scope, 'token', {
    description: `Tandem (${config.stage}): the bearer token of the API and the pages`,
    generateSecretString: { passwordLength: 48, excludePunctuation: true },
  });
  acknowledge(token, {
    'AwsSolutions-SMG4':
      'People and programs hold this token: it changes when they are told, as docs/aws.md says.',
  });
  const server = make('serve-http', 'serve-http', {
    memoryMb: 1024,
    timeoutSeconds: 20,
    environment: {
      SETTINGS: scope.toJsonString(config.settings),
      TOKEN_SECRET_ARN: token.secretArn,
      ...(config.publicUrl !== undefined && { PUBLIC_URL: config.publicUrl }),
    },
  });
  server.allow(['secretsmanager:GetSecretValue'], [token.secretArn]);
  const { api } = new WebApi(scope, 'web', { server, logRetention: config.logRetentionDays });
  return { server, api, token, baseUrl: config.publicUrl ?? api.apiEndpoint };
}
