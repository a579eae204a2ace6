import { Duration } from 'aws-cdk-lib';
import { FilterCriteria, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { DynamoEventSource, SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Construct } from 'constructs';
import { CHANGE_FILTER } from '../../../functions/publish-changes/change-filter.ts';
import type { MakeFunction } from '../parts/function-maker.ts';
import type { DataStack } from '../stacks/data.ts';
import { DeadLetterQueue } from './dead-letter-queue.ts';
import type { TandemFunction } from './tandem-function.ts';

/**
 * Every change of the table goes to the function that publishes it, in order. A batch that fails is cut in halves until
 * the record is alone that cannot be published; after its retries the stream goes on without it, and the queue tells where
 * in the stream it was.
 */
export class ChangeFeed extends Construct {
  readonly publisher: TandemFunction;
  readonly unpublished: DeadLetterQueue;

  constructor(scope: Construct, id: string, { data, make }: { data: DataStack; make: MakeFunction }) {
    super(scope, id);
    this.unpublished = new DeadLetterQueue(this, 'unpublished');
    this.publisher = make('publish-changes', 'publish-changes', {
      memoryMb: 512,
      timeoutSeconds: 30,
      environment: { BUS_NAME: data.bus.eventBusName },
    });
    this.publisher.allow(['events:PutEvents'], [data.bus.eventBusArn]);
    this.publisher.addEventSource(
      new DynamoEventSource(data.table, {
        startingPosition: StartingPosition.TRIM_HORIZON,
        batchSize: 100,
        bisectBatchOnError: true,
        retryAttempts: 20,
        // The stream forgets after 24 hours. What is older than this is told of while it can still be read there.
        maxRecordAge: Duration.hours(12),
        filters: [FilterCriteria.filter(CHANGE_FILTER)],
        onFailure: new SqsDlq(this.unpublished),
      }),
    );
  }
}
