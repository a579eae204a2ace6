import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as z from 'zod';
import { jsonVariable } from '../../shared/adapters/aws/environment.ts';

const STAGE = process.env.TANDEM_STAGE ?? 'test';

const outputs = z.object({
  TokenSecret: z.string(),
  TableName: z.string(),
  AlertsTopic: z.string(),
  OperationsTopic: z.string(),
  BusName: z.string(),
  Queues: jsonVariable(z.record(z.string(), z.string())),
  DeadLetterQueues: jsonVariable(z.record(z.string(), z.string())),
  Functions: jsonVariable(z.record(z.string(), z.string())),
});
export type Deployment = z.output<typeof outputs>;

/** What the app stack of the deployed stage says about itself. */
export async function findDeployment(): Promise<Deployment> {
  const { Stacks } = await new CloudFormationClient({}).send(
    new DescribeStacksCommand({ StackName: `tandem-${STAGE}-app` }),
  );
  const found = Stacks?.[0]?.Outputs ?? [];
  return outputs.parse(
    Object.fromEntries(found.map(({ OutputKey = '', OutputValue }) => [OutputKey, OutputValue])),
  );
}

/** The bearer token of the deployed Tandem, read with the credentials of whoever runs the suite. */
export async function deployedToken(): Promise<string> {
  const { TokenSecret } = await findDeployment();
  const { SecretString } = await new SecretsManagerClient({}).send(
    new GetSecretValueCommand({ SecretId: TokenSecret }),
  );
  return z.string().parse(SecretString);
}
