import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { deployedToken } from '../support/deployment.ts';
import { fitForMinistack } from './assembly.ts';
import { openGateway } from './gateway.ts';
import { type Ministack, startMinistack } from './ministack.ts';

const ROOT = join(import.meta.dirname, '../..');
const STAGE = 'test';
const APP_STACK = `tandem-${STAGE}-app`;
const RECIPIENTS = ['sales', 'marketing', 'operations'] as const;

const say = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

/** `npm run test:deployed`: the acceptance suite, or the named files of it, against a deployed Tandem. See docs/aws.md. */
async function main(): Promise<number> {
  if (process.env.TANDEM_BASE_URL !== undefined) return await runSuite({});
  const ministack = await startMinistack();
  const folder = mkdtempSync(join(tmpdir(), 'tandem-deployed-'));
  try {
    return await deployAndTest(ministack, folder);
  } finally {
    await ministack.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function deployAndTest(ministack: Ministack, folder: string): Promise<number> {
  const { accountId, region, endpoint } = ministack;
  const assembly = join(folder, 'assembly');
  const settings = join(folder, 'settings.json');
  const outputs = join(folder, 'outputs.json');
  writeFileSync(settings, JSON.stringify(await settingsWithQueues(ministack)));

  const cdk = (...args: string[]) => timed(`cdk ${args[0]}`, () => run('cdk', args, ROOT));
  // From a folder without a cdk.json: an environment is bootstrapped for all apps.
  await timed('cdk bootstrap', () => run('cdk', ['bootstrap', `aws://${accountId}/${region}`], folder));
  await cdk(
    ...['synth', '--quiet', '--output', assembly],
    ...['--context', `stage=${STAGE}`, '--context', `settings=${settings}`],
  );
  say(`Left out, because MiniStack does not know it: ${fitForMinistack(assembly).join(', ')}`);
  const deployed = ['--app', assembly, '--all'];
  await cdk('deploy', ...deployed, '--require-approval', 'never', '--outputs-file', outputs);

  const apiId = appOutputs(outputs).ApiId;
  const gateway = await openGateway(endpoint, `${apiId}.execute-api.localhost:${new URL(endpoint).port}`);
  try {
    return await timed('the suite', () =>
      runSuite({ TANDEM_BASE_URL: gateway.url, TANDEM_STAGE: STAGE, TANDEM_ON_MINISTACK: 'yes' }),
    );
  } finally {
    await gateway.close();
    await cdk('destroy', ...deployed, '--force');
  }
}

/** The suite is not told where the queues are: it finds them, as it would in a real account, by the subscriptions. */
async function settingsWithQueues({ region, accountId }: Ministack): Promise<object> {
  const sqs = new SQSClient({});
  const queueName = (recipient: string) => `heard-by-${recipient}`;
  const queueArn = (recipient: string) => `arn:aws:sqs:${region}:${accountId}:${queueName(recipient)}`;
  for (const recipient of RECIPIENTS) {
    const Policy = JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Service: 'sns.amazonaws.com' },
          Action: 'sqs:SendMessage',
          Resource: queueArn(recipient),
        },
      ],
    });
    await sqs.send(new CreateQueueCommand({ QueueName: queueName(recipient), Attributes: { Policy } }));
  }
  const heardBy = (recipient: string) => [{ protocol: 'sqs', endpoint: queueArn(recipient) }];
  const example = readFileSync(join(ROOT, 'infra/aws/settings/example.json'), 'utf8');
  return {
    ...z.record(z.string(), z.unknown()).parse(JSON.parse(example)),
    timeZone: 'UTC',
    teams: { sales: heardBy('sales'), marketing: heardBy('marketing') },
    operations: heardBy('operations'),
    logRetentionDays: 7,
  };
}

function appOutputs(file: string) {
  const schema = z.object({ [APP_STACK]: z.object({ ApiId: z.string() }) });
  const found = schema.parse(JSON.parse(readFileSync(file, 'utf8')))[APP_STACK];
  if (found === undefined) throw new Error(`The deployment has no outputs of ${APP_STACK}.`);
  return found;
}

/** File by file: they share one deployment, and look at what it sends. */
async function runSuite(env: NodeJS.ProcessEnv): Promise<number> {
  const named = process.argv.slice(2);
  const suite = named.length > 0 ? named : ['test/acceptance', 'test/deployed'];
  const results = process.env.TANDEM_TEST_RESULTS;
  const reporters =
    results === undefined ? [] : ['--reporter=default', '--reporter=json', `--outputFile.json=${results}`];
  return await exitCode('vitest', ['run', '--no-file-parallelism', ...reporters, ...suite], ROOT, {
    ...env,
    TANDEM_TOKEN: await deployedToken(),
  });
}

async function run(command: string, args: readonly string[], cwd: string): Promise<void> {
  const code = await exitCode(command, args, cwd, {});
  if (code !== 0) throw new Error(`${command} ${args[0]} ended with code ${code}.`);
}

function exitCode(
  command: string,
  args: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv,
): Promise<number> {
  const child = spawn(command, args, { cwd, stdio: 'inherit', env: { ...process.env, ...env } });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

async function timed<Result>(what: string, work: () => Promise<Result>): Promise<Result> {
  const start = Date.now();
  try {
    return await work();
  } finally {
    say(`${what}: ${((Date.now() - start) / 1000).toFixed(1)} s`);
  }
}

process.once('SIGINT', () => process.exit(130));
process.once('SIGTERM', () => process.exit(143));
process.exitCode = await main();
