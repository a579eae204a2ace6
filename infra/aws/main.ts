import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { buildApp } from './app.ts';
import { bundleFunctions } from './bundle.ts';
import { ConfigError, readConfig } from './config.ts';

const BUNDLES = join(import.meta.dirname, '../../.build/functions');

/** What the CDK command line runs, as cdk.json says. */
async function main(): Promise<void> {
  const app = new App();
  const config = readConfig(app.node.tryGetContext('stage'), app.node.tryGetContext('settings'));
  await bundleFunctions(BUNDLES);
  buildApp(app, config, (name) => Code.fromAsset(join(BUNDLES, name)));
  app.synth();
}

try {
  await main();
} catch (fault) {
  process.stderr.write(
    `${fault instanceof ConfigError ? fault.message : fault instanceof Error ? fault.stack : fault}\n`,
  );
  process.exitCode = 1;
}
