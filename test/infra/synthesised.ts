import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import * as z from 'zod';
import { buildApp } from '../../infra/aws/app.ts';
import { readConfig } from '../../infra/aws/config.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const ROOT = join(import.meta.dirname, '../..');
const cdkJson = z.object({ context: z.record(z.string(), z.unknown()) });

const resource = z.looseObject({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
  DeletionPolicy: z.string().optional(),
  UpdateReplacePolicy: z.string().optional(),
});
export type Resource = z.output<typeof resource> & { readonly id: string };
const template = z.looseObject({ Resources: z.record(z.string(), resource) });

export interface Synthesised {
  /** The templates as CloudFormation gets them. */
  readonly text: Readonly<Record<'data' | 'app', string>>;
  readonly resources: readonly Resource[];
  /** What the packs of rules found. */
  readonly report: unknown;
  readonly isProtected: readonly boolean[];
}

/** Synthesises both stacks with an empty bundle for each function. It takes seconds: do it once in a file. */
export function synthesise(stage: string): Synthesised {
  const folder = temporaryFolder();
  const code = join(folder, 'code');
  mkdirSync(code);
  writeFileSync(join(code, 'index.mjs'), 'export const handler = () => {};\n');
  const { context } = cdkJson.parse(JSON.parse(readFileSync(join(ROOT, 'cdk.json'), 'utf8')));
  const outdir = join(folder, 'assembly');
  const app = new App({ context, outdir, analyticsReporting: false });
  const config = readConfig(stage, join(ROOT, 'infra/aws/settings/example.json'));
  const stacks = buildApp(app, config, () => Code.fromAsset(code));
  app.synth();
  const read = (name: string) => readFileSync(join(outdir, name), 'utf8');
  const text = {
    data: read(`tandem-${stage}-data.template.json`),
    app: read(`tandem-${stage}-app.template.json`),
  };
  return {
    text,
    resources: Object.values(text).flatMap((one) =>
      Object.entries(template.parse(JSON.parse(one)).Resources).map(([id, found]) => ({ id, ...found })),
    ),
    report: JSON.parse(read('validation-report.json')),
    isProtected: [stacks.data, stacks.app].map(({ terminationProtection }) => terminationProtection ?? false),
  };
}
