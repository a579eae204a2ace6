import * as z from 'zod';
import type { Resource } from './synthesised.ts';

const oneOrMore = <Schema extends z.ZodType>(schema: Schema) =>
  z.union([schema, z.array(schema)]).transform((value) => [value].flat());

const policy = z.object({
  Roles: z.array(z.object({ Ref: z.string() })).length(1),
  PolicyDocument: z.object({
    Statement: z.array(
      z.object({
        Effect: z.literal('Allow'),
        Action: oneOrMore(z.string()),
        Resource: oneOrMore(z.unknown()),
      }),
    ),
  }),
});

/** The names that CloudFormation knows resources by end with a hash of eight characters. */
const withoutHash = (id: string): string => id.replace(/[0-9A-F]{8}$/, '');

const reference = z.union([
  z.object({ Ref: z.string() }).transform(({ Ref }) => withoutHash(Ref)),
  z
    .object({ 'Fn::GetAtt': z.tuple([z.string(), z.string()]) })
    .transform((one) => withoutHash(one['Fn::GetAtt'][0])),
  z.object({ 'Fn::GetStackOutput': z.object({ OutputName: z.string() }) }).transform((one) => {
    const { OutputName } = one['Fn::GetStackOutput'];
    const [, name = OutputName, attribute = ''] =
      /^PublishOutputFnGetAtt(\w+?)[0-9A-F]{8}(\w+?)[0-9A-F]{8}$/.exec(OutputName) ?? [];
    return attribute === 'StreamArn' ? `stream of ${name}` : name;
  }),
  z.literal('*'),
]);

function resourceName(value: unknown): string {
  const joined = z.object({ 'Fn::Join': z.tuple([z.literal(''), z.array(z.unknown())]) }).safeParse(value);
  if (!joined.success) return reference.parse(value);
  return joined.data['Fn::Join'][1]
    .map((part) => (typeof part === 'string' ? part : reference.parse(part)))
    .join('');
}

/** What each role may do, as lines of a Markdown table. */
export function permissionTable(resources: readonly Resource[]): string[] {
  return resources
    .filter(({ Type }) => Type === 'AWS::IAM::Policy')
    .map(({ Properties }) => policy.parse(Properties))
    .flatMap(({ Roles, PolicyDocument }) => {
      const role = withoutHash(Roles[0]?.Ref ?? '').replace(/(function)?role$/, '');
      return PolicyDocument.Statement.map(({ Action, Resource }) => {
        const on = Resource.map(resourceName).sort().join(', ');
        return `| ${role} | ${[...Action].sort().join(', ')} | ${on === '*' ? 'everything' : on} |`;
      });
    })
    .sort();
}
