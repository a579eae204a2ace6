import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import * as z from 'zod';
import { jsonVariable } from '../../shared/adapters/aws/environment.ts';

const names = jsonVariable(z.record(z.string(), z.string()));

const outputs = z.object({
  Url: z.string(),
  TokenSecret: z.string(),
  TableName: z.string(),
  AlertsTopic: z.string(),
  OperationsTopic: z.string(),
  BusName: z.string(),
  Queues: names,
  DeadLetterQueues: names,
  Functions: names,
});
export type Deployment = z.output<typeof outputs>;

/** What the app stack of a deployed stage says about itself. */
export async function findDeployment(stage: string): Promise<Deployment> {
  const { Stacks } = await new CloudFormationClient({}).send(
    new DescribeStacksCommand({ StackName: `tandem-${stage}-app` }),
  );
  const found = Stacks?.[0]?.Outputs ?? [];
  return outputs.parse(
    Object.fromEntries(found.map(({ OutputKey = '', OutputValue }) => [OutputKey, OutputValue])),
  );
}
