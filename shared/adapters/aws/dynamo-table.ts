import { ConditionalCheckFailedException, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb';
import type { Item, Key, Table, Write, WriteResult } from '../../ports/table.ts';
import { keyId } from '../item-key.ts';
import { encodeCursor } from '../page-cursor.ts';
import { checkKey, checkQuery, checkWrites } from '../table-limits.ts';
import { isBusyCode, TableBusyError } from './dynamo-errors.ts';
import { queryRequest } from './dynamo-query.ts';
import { itemOfRecord } from './dynamo-record.ts';
import { writeRequest } from './dynamo-write.ts';
import { type Patience, USUAL_PATIENCE } from './patience.ts';

interface DynamoTableOptions {
  readonly client: DynamoDBDocumentClient;
  readonly tableName: string;
  readonly patience?: Patience;
}

/** The limit of a BatchGetItem call. */
const MAX_KEYS = 100;

/**
 * The table port on DynamoDB. Reads of the table are strongly consistent.
 *
 * One write is a conditional put or delete; several are a transaction. The client repeats a call whose answer was lost:
 * a transaction carries a token by which DynamoDB knows it again, a single write does not, so it may find that its own
 * condition no longer holds. Whoever hears `condition-failed` reads again, and then sees what was written.
 *
 * @throws TableBusyError when transactions of others stood in the way for seconds.
 */
export function createDynamoTable({
  client,
  tableName,
  patience = USUAL_PATIENCE,
}: DynamoTableOptions): Table {
  async function writeOne(write: Write): Promise<WriteResult> {
    const request = writeRequest(tableName, write);
    try {
      await ('Put' in request
        ? client.send(new PutCommand(request.Put))
        : client.send(new DeleteCommand(request.Delete)));
      return { kind: 'written' };
    } catch (fault) {
      if (fault instanceof ConditionalCheckFailedException) return { kind: 'condition-failed', at: 0 };
      throw fault;
    }
  }

  /** Another transaction at the same items is no answer of DynamoDB but a matter of the moment: it is tried again. */
  async function writeSeveral(writes: readonly Write[]): Promise<WriteResult> {
    const requests = writes.map((write) => writeRequest(tableName, write));
    for (let attempt = 1; ; attempt++) {
      try {
        await client.send(new TransactWriteCommand({ TransactItems: requests }));
        return { kind: 'written' };
      } catch (fault) {
        if (!(fault instanceof TransactionCanceledException)) throw fault;
        const codes = (fault.CancellationReasons ?? []).map(({ Code }) => Code ?? 'None');
        const at = codes.indexOf('ConditionalCheckFailed');
        if (at !== -1) return { kind: 'condition-failed', at };
        if (!codes.some(isBusyCode)) throw fault;
        if (attempt === patience.maxAttempts) throw new TableBusyError(attempt);
      }
      await patience.pause(attempt);
    }
  }

  /** DynamoDB may leave out keys, because the answer would be too large or the table is busy. Those are asked for again. */
  async function readKeys(keys: readonly Key[]): Promise<Item[]> {
    const items: Item[] = [];
    let missing: readonly Record<string, unknown>[] = keys.map(({ pk, sk }) => ({ pk, sk }));
    for (let fruitless = 0; missing.length > 0; ) {
      const answer = await client.send(
        new BatchGetCommand({ RequestItems: { [tableName]: { Keys: [...missing], ConsistentRead: true } } }),
      );
      const found = answer.Responses?.[tableName] ?? [];
      items.push(...found.map(itemOfRecord));
      missing = answer.UnprocessedKeys?.[tableName]?.Keys ?? [];
      if (missing.length === 0) break;
      fruitless = found.length === 0 ? fruitless + 1 : 0;
      if (fruitless === patience.maxAttempts) throw new TableBusyError(fruitless);
      if (fruitless > 0) await patience.pause(fruitless);
    }
    return items;
  }

  return {
    async get(key) {
      checkKey(key);
      const { pk, sk } = key;
      const { Item: record } = await client.send(
        new GetCommand({ TableName: tableName, Key: { pk, sk }, ConsistentRead: true }),
      );
      return record && itemOfRecord(record);
    },
    async getMany(keys) {
      const distinct = [...new Map(keys.map((key) => [keyId(key), key])).values()];
      for (const key of distinct) checkKey(key);
      const chunks = Array.from({ length: Math.ceil(distinct.length / MAX_KEYS) }, (_, n) =>
        distinct.slice(n * MAX_KEYS, (n + 1) * MAX_KEYS),
      );
      return (await Promise.all(chunks.map(readKeys))).flat();
    },
    async query(query) {
      checkQuery(query);
      const request = queryRequest(tableName, query);
      if (request === undefined) return { items: [] };
      const most = query.limit ?? Number.POSITIVE_INFINITY;
      const items: Item[] = [];
      // A page of DynamoDB ends at 1 MB, whatever the limit.
      for (let start = request.ExclusiveStartKey; ; ) {
        const Limit = query.limit === undefined ? undefined : query.limit - items.length;
        const page = await client.send(new QueryCommand({ ...request, ExclusiveStartKey: start, Limit }));
        items.push(...(page.Items ?? []).map(itemOfRecord));
        start = page.LastEvaluatedKey;
        if (start === undefined || items.length >= most) break;
      }
      const last = items.length === query.limit ? items.at(-1) : undefined;
      return last === undefined ? { items } : { items, next: encodeCursor(last, query) };
    },
    async write(writes) {
      checkWrites(writes);
      const [first] = writes;
      if (first === undefined) return { kind: 'written' };
      return writes.length === 1 ? await writeOne(first) : await writeSeveral(writes);
    },
  };
}
