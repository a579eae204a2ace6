import type { QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import type { Query } from '../../ports/table.ts';
import { decodeCursor } from '../page-cursor.ts';

/** The one global secondary index: items that have a place in it carry `ipk` and `isk`. */
export const INDEX_NAME = 'index';

/** A query as DynamoDB takes it; undefined where the range ends before it starts, which DynamoDB would refuse. */
export function queryRequest(tableName: string, query: Query): QueryCommandInput | undefined {
  const onIndex = query.onIndex ?? false;
  const [pk, sk] = onIndex ? ['ipk', 'isk'] : ['pk', 'sk'];
  const range = rangeExpression(query.sk);
  if (range === 'empty') return undefined;
  const start = decodeCursor(query);
  return {
    TableName: tableName,
    KeyConditionExpression: ['#pk = :pk', range.expression].filter(Boolean).join(' AND '),
    ExpressionAttributeNames: { '#pk': pk, ...(range.expression && { '#sk': sk }) },
    ExpressionAttributeValues: { ':pk': query.pk, ...range.values },
    ScanIndexForward: query.direction !== 'descending',
    // An index lags behind by nature; DynamoDB refuses to read one consistently.
    ...(onIndex ? { IndexName: INDEX_NAME } : { ConsistentRead: true }),
    ...(start && {
      ExclusiveStartKey: {
        ...start.key,
        ...(start.index && { ipk: start.index.pk, isk: start.index.sk }),
      },
    }),
  };
}

interface Range {
  readonly expression?: string;
  readonly values: Readonly<Record<string, string>>;
}

function rangeExpression(range: Query['sk']): Range | 'empty' {
  if (range === undefined) return { values: {} };
  if ('prefix' in range) {
    return { expression: 'begins_with(#sk, :prefix)', values: { ':prefix': range.prefix } };
  }
  const { from, to } = range;
  if (from !== undefined && to !== undefined) {
    const isEmpty = Buffer.compare(Buffer.from(from), Buffer.from(to)) > 0;
    return isEmpty
      ? 'empty'
      : { expression: '#sk BETWEEN :from AND :to', values: { ':from': from, ':to': to } };
  }
  if (from !== undefined) return { expression: '#sk >= :from', values: { ':from': from } };
  if (to !== undefined) return { expression: '#sk <= :to', values: { ':to': to } };
  return { values: {} };
}
