import { type App, Tags } from 'aws-cdk-lib';
import type { Code } from 'aws-cdk-lib/aws-lambda';
import type { Config } from './config.ts';
import { addNag } from './nag.ts';
import { AppStack } from './stacks/app.ts';
import { DataStack } from './stacks/data.ts';

/** Both stacks of a deployment, with the checks that every synthesis runs. */
export function buildApp(
  app: App,
  config: Config,
  codeOf: (name: string) => Code,
): { readonly data: DataStack; readonly app: AppStack } {
  addNag(app);
  const data = new DataStack(app, `tandem-${config.stage}-data`, config);
  const stack = new AppStack(app, `tandem-${config.stage}-app`, { config, data, codeOf });
  Tags.of(app).add('application', 'tandem');
  Tags.of(app).add('stage', config.stage);
  return { data, app: stack };
}
