import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as z from 'zod';
import { type Deployment, findDeployment } from '../../infra/aws/deployment.ts';

const STAGE = process.env.TANDEM_STAGE ?? 'test';

/** What the deployment under test says about itself. */
export const theDeployment = (): Promise<Deployment> => findDeployment(STAGE);

/** The bearer token of the deployed Tandem, read with the credentials of whoever runs the suite. */
export async function deployedToken(): Promise<string> {
  const { TokenSecret } = await theDeployment();
  const { SecretString } = await new SecretsManagerClient({}).send(
    new GetSecretValueCommand({ SecretId: TokenSecret }),
  );
  return z.string().parse(SecretString);
}
