import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

/** What MiniStack does not know and Tandem does not need to run. docs/aws.md tells of each. */
const UNKNOWN_TO_MINISTACK = new Set(['AWS::Events::Archive']);

const template = z.looseObject({ Resources: z.record(z.string(), z.looseObject({ Type: z.string() })) });

/** `Ref` of a secret is its ARN on AWS and its name on MiniStack, and a permission needs the ARN. */
const secretArns = (text: string): string =>
  text.replaceAll(
    /("Action":"secretsmanager:GetSecretValue","Effect":"Allow","Resource":)(\{"Ref":"\w+"\})/g,
    '$1{"Fn::Join":["",["arn:aws:secretsmanager:*:*:secret:",$2,"*"]]}',
  );

/** Takes out of the synthesised templates what MiniStack refuses, and says what that was. It also mends what it misreads. */
export function fitForMinistack(folder: string): string[] {
  const removed: string[] = [];
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.template.json'))) {
    const file = join(folder, name);
    const parsed = template.parse(JSON.parse(readFileSync(file, 'utf8')));
    const known = Object.entries(parsed.Resources).filter(([, { Type }]) => !UNKNOWN_TO_MINISTACK.has(Type));
    removed.push(
      ...Object.values(parsed.Resources)
        .map(({ Type }) => Type)
        .filter((type) => UNKNOWN_TO_MINISTACK.has(type)),
    );
    const fitting = JSON.stringify({ ...parsed, Resources: Object.fromEntries(known) });
    writeFileSync(file, secretArns(fitting));
  }
  return removed;
}
