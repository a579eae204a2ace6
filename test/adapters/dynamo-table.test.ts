import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  ProvisionedThroughputExceededException,
  TransactionCanceledException,
} from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  DynamoDBDocumentClient,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isTableUnavailable, TableBusyError } from '../../shared/adapters/aws/dynamo-errors.ts';
import { createDynamoTable } from '../../shared/adapters/aws/dynamo-table.ts';
import { politeTable } from '../../shared/adapters/aws/polite-table.ts';
import type { Write } from '../../shared/ports/table.ts';

// What a real table does is tested against the deployed one; here is what it only does on a bad day.
const dynamo = mockClient(DynamoDBDocumentClient);
const pauses: number[] = [];
const table = createDynamoTable({
  client: DynamoDBDocumentClient.from(new DynamoDBClient({ region: 'eu-central-1' })),
  tableName: 'tandem',
  patience: {
    maxAttempts: 4,
    async pause(attempt) {
      pauses.push(attempt);
    },
  },
});

beforeEach(() => {
  dynamo.reset();
  pauses.length = 0;
});
afterEach(() => dynamo.reset());

const said = { message: 'said by DynamoDB', $metadata: {} };
const cancelled = (...codes: string[]) =>
  new TransactionCanceledException({ ...said, CancellationReasons: codes.map((Code) => ({ Code })) });
const record = (n: number) => ({ pk: 'p', sk: String(n), v: 1, data: { n } });
const item = (n: number) => ({ key: { pk: 'p', sk: String(n) }, version: 1, data: { n } });
const put = (n: number): Write => ({ put: { pk: 'p', sk: String(n) }, data: { n }, when: 'absent' });

describe('a single write', () => {
  it('that meets another item says so', async () => {
    dynamo.on(PutCommand).rejects(new ConditionalCheckFailedException(said));
    expect(await table.write([put(1)])).toEqual({ kind: 'condition-failed', at: 0 });
  });

  it('on a table without room is a fault, and one that a home can tell', async () => {
    dynamo.on(PutCommand).rejects(new ProvisionedThroughputExceededException(said));
    await expect(table.write([put(1)])).rejects.toSatisfy(isTableUnavailable);
  });
});

describe('a transaction', () => {
  it.each([
    [['None', 'ConditionalCheckFailed', 'None'], 1],
    [['None', 'ConditionalCheckFailed', 'ConditionalCheckFailed'], 1],
    // A conflict elsewhere in it does not make the condition true.
    [['TransactionConflict', 'None', 'ConditionalCheckFailed'], 2],
  ])('that was cancelled with %j failed at %i', async (codes, at) => {
    dynamo.on(TransactWriteCommand).rejects(cancelled(...codes));
    expect(await table.write([put(1), put(2), put(3)])).toEqual({ kind: 'condition-failed', at });
    expect(pauses).toEqual([]);
  });

  it.each(['TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded'])(
    'is tried again after %s, whole',
    async (code) => {
      dynamo
        .on(TransactWriteCommand)
        .rejectsOnce(cancelled('None', code))
        .rejectsOnce(cancelled(code, 'None'))
        .resolves({});
      expect(await table.write([put(1), put(2)])).toEqual({ kind: 'written' });
      expect(pauses).toEqual([1, 2]);
      const calls = dynamo.commandCalls(TransactWriteCommand).map(({ args }) => args[0].input.TransactItems);
      expect(calls[2]).toEqual(calls[0]);
    },
  );

  it('gives up in the end, and the fault says that the table was busy', async () => {
    dynamo.on(TransactWriteCommand).rejects(cancelled('TransactionConflict', 'None'));
    const fault: unknown = await table.write([put(1), put(2)]).catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(TableBusyError);
    expect(isTableUnavailable(fault)).toBe(true);
    expect(dynamo.commandCalls(TransactWriteCommand)).toHaveLength(4);
  });

  it('that DynamoDB finds wrong in itself is a fault at once', async () => {
    dynamo.on(TransactWriteCommand).rejects(cancelled('ValidationError', 'None'));
    const fault: unknown = await table.write([put(1), put(2)]).catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(TransactionCanceledException);
    expect(isTableUnavailable(fault)).toBe(false);
    expect(dynamo.commandCalls(TransactWriteCommand)).toHaveLength(1);
  });
});

describe('keys that DynamoDB left out', () => {
  const keys = [1, 2, 3].map((n) => ({ pk: 'p', sk: String(n) }));
  const leftOut = (...numbers: number[]) => ({
    tandem: { Keys: numbers.map((n) => ({ pk: 'p', sk: String(n) })), ConsistentRead: true },
  });

  it('are asked for again until all are read, without a pause while it gets on', async () => {
    dynamo
      .on(BatchGetCommand)
      .resolvesOnce({ Responses: { tandem: [record(1)] }, UnprocessedKeys: leftOut(2, 3) })
      .resolvesOnce({ Responses: { tandem: [] }, UnprocessedKeys: leftOut(2, 3) })
      .resolvesOnce({ Responses: { tandem: [record(3)] }, UnprocessedKeys: leftOut(2) })
      .resolvesOnce({ Responses: { tandem: [record(2)] } });
    expect(await table.getMany(keys)).toEqual([item(1), item(3), item(2)]);
    expect(pauses).toEqual([1]);
  });

  it('and are left out for ever are a fault, never a shorter answer', async () => {
    dynamo.on(BatchGetCommand).resolves({ Responses: { tandem: [] }, UnprocessedKeys: leftOut(1) });
    await expect(table.getMany(keys)).rejects.toThrow(TableBusyError);
    expect(dynamo.commandCalls(BatchGetCommand)).toHaveLength(4);
  });
});

describe('a query', () => {
  it('follows the pages of DynamoDB, also the empty ones, and asks for no more than it needs', async () => {
    dynamo
      .on(QueryCommand)
      .resolvesOnce({ Items: [record(1), record(2)], LastEvaluatedKey: { pk: 'p', sk: '2' } })
      .resolvesOnce({ Items: [], LastEvaluatedKey: { pk: 'p', sk: '5' } })
      .resolvesOnce({ Items: [record(6)], LastEvaluatedKey: { pk: 'p', sk: '6' } });
    const page = await table.query({ pk: 'p', limit: 3 });
    expect(page.items).toEqual([item(1), item(2), item(6)]);
    expect(page.next).toBeDefined();
    const asked = dynamo.commandCalls(QueryCommand).map(({ args }) => args[0].input);
    expect(asked.map(({ Limit, ExclusiveStartKey }) => [Limit, ExclusiveStartKey?.sk])).toEqual([
      [3, undefined],
      [1, '2'],
      [1, '5'],
    ]);
  });

  it('with a range that ends before it starts asks nothing', async () => {
    expect(await table.query({ pk: 'p', sk: { from: 'b', to: 'a' } })).toEqual({ items: [] });
    expect(dynamo.calls()).toEqual([]);
  });

  it('refuses a record that nobody of us wrote', async () => {
    dynamo.on(QueryCommand).resolves({ Items: [{ pk: 'p', sk: '1', v: 1, data: 'text' }] });
    await expect(table.query({ pk: 'p' })).rejects.toThrow('is not a map');
  });
});

describe('what a home takes for "later"', () => {
  const named = (name: string) => Object.assign(new Error(), { name });

  it.each(['ThrottlingException', 'RequestLimitExceeded'])('is %s', (name) => {
    expect(isTableUnavailable(named(name))).toBe(true);
  });

  it('is not what may have been carried out all the same, nor what is wrong with us', () => {
    for (const fault of [
      named('TimeoutError'),
      named('InternalServerError'),
      named('ValidationException'),
      'busy',
    ]) {
      expect(isTableUnavailable(fault)).toBe(false);
    }
  });
});

it('a polite table waits a little more after each race it lost in a row', async () => {
  const lost: number[] = [];
  const polite = politeTable(table, async (n) => void lost.push(n));
  const conflict = new ConditionalCheckFailedException(said);
  dynamo.on(PutCommand).rejectsOnce(conflict).rejectsOnce(conflict).resolvesOnce({}).rejectsOnce(conflict);
  const results = [];
  for (let n = 0; n < 4; n += 1) results.push((await polite.write([put(n)])).kind);
  expect(results).toEqual(['condition-failed', 'condition-failed', 'written', 'condition-failed']);
  expect(lost).toEqual([0, 1, 0]);
});
