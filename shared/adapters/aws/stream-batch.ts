import {
  type DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
} from '@aws-sdk/client-dynamodb-streams';
import * as z from 'zod';

/** Where in the stream a batch is, as Lambda tells it to the queue of what it left out. */
export const streamBatch = z.object({
  streamArn: z.string(),
  shardId: z.string(),
  startSequenceNumber: z.string(),
  endSequenceNumber: z.string(),
});
export type StreamBatch = z.output<typeof streamBatch>;

/**
 * The records of a batch, read from the stream again.
 *
 * @throws TrimmedDataAccessException where the stream has forgotten them, which it does after 24 hours.
 */
export async function readStreamBatch(client: DynamoDBStreamsClient, batch: StreamBatch): Promise<unknown[]> {
  const { streamArn, shardId, startSequenceNumber, endSequenceNumber } = batch;
  const last = BigInt(endSequenceNumber);
  const start = await client.send(
    new GetShardIteratorCommand({
      StreamArn: streamArn,
      ShardId: shardId,
      ShardIteratorType: 'AT_SEQUENCE_NUMBER',
      SequenceNumber: startSequenceNumber,
    }),
  );
  const records: unknown[] = [];
  for (let iterator = start.ShardIterator; iterator !== undefined; ) {
    const page = await client.send(new GetRecordsCommand({ ShardIterator: iterator }));
    for (const record of page.Records ?? []) {
      const at = BigInt(record.dynamodb?.SequenceNumber ?? 0);
      if (at > last) return records;
      records.push(record);
      if (at === last) return records;
    }
    iterator = page.NextShardIterator;
  }
  return records;
}
