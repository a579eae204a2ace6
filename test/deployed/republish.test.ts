import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  ListStreamsCommand,
} from '@aws-sdk/client-dynamodb-streams';
import { expect, it } from 'vitest';
import { republish } from '../../infra/aws/republish.ts';
import { theDeployment } from '../support/deployment.ts';
import { aBareLoss } from '../support/reports.ts';
import { newId, sharedTandem, YESTERDAY } from '../support/tandem.ts';
import { depthOf, sendInto } from './queues.ts';

const tandem = sharedTandem();
const streams = new DynamoDBStreamsClient({});

/** Where in the stream the first record of the last shard is that has any. */
async function aRecord(TableName: string) {
  const { Streams = [] } = await streams.send(new ListStreamsCommand({ TableName }));
  const streamArn = Streams[0]?.StreamArn ?? '';
  const { StreamDescription } = await streams.send(new DescribeStreamCommand({ StreamArn: streamArn }));
  for (const { ShardId: shardId = '' } of (StreamDescription?.Shards ?? []).toReversed()) {
    const { ShardIterator } = await streams.send(
      new GetShardIteratorCommand({
        StreamArn: streamArn,
        ShardId: shardId,
        ShardIteratorType: 'TRIM_HORIZON',
      }),
    );
    const { Records = [] } = await streams.send(new GetRecordsCommand({ ShardIterator, Limit: 3 }));
    const numbers = Records.flatMap(({ dynamodb }) => dynamodb?.SequenceNumber ?? []);
    const [startSequenceNumber, ...more] = numbers;
    if (startSequenceNumber !== undefined) {
      const batch = {
        streamArn,
        shardId,
        startSequenceNumber,
        endSequenceNumber: more.at(-1) ?? startSequenceNumber,
      };
      return { batch, count: numbers.length };
    }
  }
  throw new Error('The stream has no record.');
}

it('changes that the stream went on without are published from it again', async () => {
  const deployment = await theDeployment();
  await tandem.api.put(`/api/deals/${newId()}/loss`, aBareLoss({ lostOn: YESTERDAY }));
  const { batch, count } = await aRecord(deployment.TableName);
  const queue = deployment.DeadLetterQueues['unpublished-changes'] ?? '';
  await sendInto(queue, [JSON.stringify({ requestContext: {}, DDBStreamBatchInfo: batch })]);
  expect(await republish(deployment)).toBe(count);
  expect(await depthOf(queue)).toBe(0);
  expect(await republish(deployment)).toBe(0);
});
