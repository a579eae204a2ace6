import type { PutCommandInput, TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import type { Condition, Write } from '../../ports/table.ts';
import { itemRecord } from '../item-record.ts';
import { writtenItem } from '../written-item.ts';

type Transaction = NonNullable<TransactWriteCommandInput['TransactItems']>[number];
type Expression = Pick<
  PutCommandInput,
  'ConditionExpression' | 'ExpressionAttributeNames' | 'ExpressionAttributeValues'
>;

/** One write as DynamoDB takes it, by itself or as a part of a transaction. */
export function writeRequest(
  tableName: string,
  write: Write,
):
  | { readonly Put: NonNullable<Transaction['Put']> }
  | { readonly Delete: NonNullable<Transaction['Delete']> } {
  const condition = conditionExpression(write.when);
  if ('put' in write) {
    return { Put: { TableName: tableName, Item: itemRecord(writtenItem(write)), ...condition } };
  }
  const { pk, sk } = write.delete;
  return { Delete: { TableName: tableName, Key: { pk, sk }, ...condition } };
}

/** An item always has a partition key, so one without it is an item that does not exist. */
function conditionExpression(when: Condition | undefined): Expression {
  if (when === undefined) return {};
  if (when === 'absent') return { ConditionExpression: 'attribute_not_exists(pk)' };
  return {
    ConditionExpression: '#v = :v',
    ExpressionAttributeNames: { '#v': 'v' },
    ExpressionAttributeValues: { ':v': when.version },
  };
}
