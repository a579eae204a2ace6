import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import type { Context } from 'aws-lambda';
import * as z from 'zod';
import { changeOfRecord } from '../../shared/adapters/aws/change-of-record.ts';
import { nonEmpty, readEnvironment } from '../../shared/adapters/aws/environment.ts';
import { createEventBridgePublish } from '../../shared/adapters/aws/event-bridge-publish.ts';
import { createLambdaLog } from '../../shared/adapters/aws/lambda-log.ts';
import { createHandler } from './handler.ts';

const env = readEnvironment(z.object({ BUS_NAME: nonEmpty }), process.env);
const log = createLambdaLog();
const metrics = new Metrics();
const publish = createEventBridgePublish({ client: new EventBridgeClient({}), busName: env.BUS_NAME });
const batch = z.object({ Records: z.array(z.unknown()) });

const publishChanges = createHandler({
  async publish(events) {
    await publish(events);
    log.info('events published', { events: events.length });
    // The figures of the business dashboard: each fact passes here, and nowhere else do all of them.
    for (const { metadata } of events) metrics.addMetric(metadata.type, MetricUnit.Count, 1);
  },
});

export async function handler(event: unknown, context: Context): Promise<void> {
  log.begin(context);
  try {
    await publishChanges(batch.parse(event).Records.map(changeOfRecord));
  } finally {
    metrics.publishStoredMetrics();
  }
}
