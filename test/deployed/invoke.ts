import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';

const lambda = new LambdaClient({});

/** Calls a function of the deployment as its schedule does, and answers with what it gave back. */
export async function invoke(FunctionName: string | undefined, event: object = {}): Promise<unknown> {
  const answer = await lambda.send(
    new InvokeCommand({ FunctionName, Payload: Buffer.from(JSON.stringify(event)) }),
  );
  const text = Buffer.from(answer.Payload ?? []).toString();
  if (answer.FunctionError !== undefined) throw new Error(`${FunctionName} failed: ${text}`);
  return text === '' ? undefined : JSON.parse(text);
}
