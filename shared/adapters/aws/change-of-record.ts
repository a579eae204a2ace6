import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import type { Change } from '../../ports/table.ts';
import { itemOfRecord } from './dynamo-record.ts';

/** DynamoDB's typed values, as the stream brings them; `unmarshall` understands them, and the item is parsed after. */
const image = z.custom<Parameters<typeof unmarshall>[0]>(
  (value) => typeof value === 'object' && value !== null,
  'is not an image of an item',
);

const streamRecord = z.object({
  dynamodb: z.object({
    Keys: image,
    OldImage: image.optional(),
    NewImage: image.optional(),
  }),
});
const key = z.object({ pk: z.string(), sk: z.string() });

/** What a record of the table's stream says. The stream keeps the position by itself, so there is no cursor. */
export function changeOfRecord(record: unknown): Omit<Change, 'cursor'> {
  const { Keys, OldImage, NewImage } = streamRecord.parse(record).dynamodb;
  return {
    key: key.parse(unmarshall(Keys)),
    before: OldImage && itemOfRecord(unmarshall(OldImage)),
    after: NewImage && itemOfRecord(unmarshall(NewImage)),
  };
}
