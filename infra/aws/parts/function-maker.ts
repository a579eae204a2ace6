import type { Code } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { INDEX_NAME } from '../../../shared/adapters/aws/dynamo-query.ts';
import type { Config } from '../config.ts';
import { TandemFunction } from '../constructs/tandem-function.ts';
import type { DataStack } from '../stacks/data.ts';
import { INDEX_READERS, TABLE_ACTIONS } from './table-actions.ts';

interface Made {
  readonly memoryMb: number;
  readonly timeoutSeconds: number;
  readonly environment: Readonly<Record<string, string>>;
}

/** Makes a function of the folder `name`. */
export type MakeFunction = (
  id: string,
  name: keyof typeof TABLE_ACTIONS | 'publish-changes',
  made: Made,
) => TandemFunction;

export interface FunctionMakerProps {
  readonly config: Config;
  readonly data: DataStack;
  /** The bundle of a function, by the name of its folder. */
  readonly codeOf: (name: string) => Code;
}

/** Gives each function what all have in common, and the table to those that use it. */
export const functionMaker =
  (scope: Construct, { config, data, codeOf }: FunctionMakerProps): MakeFunction =>
  (id, name, made) => {
    const usesTable = name !== 'publish-changes';
    const one = new TandemFunction(scope, id, {
      ...made,
      code: codeOf(name),
      description: `Tandem (${config.stage}): ${id}`,
      logRetention: config.logRetentionDays,
      environment: { ...(usesTable && { TABLE_NAME: data.table.tableName }), ...made.environment },
    });
    if (usesTable) one.allow(TABLE_ACTIONS[name], [data.table.tableArn]);
    if (INDEX_READERS.has(name)) {
      one.allow(['dynamodb:Query'], [`${data.table.tableArn}/index/${INDEX_NAME}`]);
    }
    return one;
  };
