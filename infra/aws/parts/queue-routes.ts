import type { Construct } from 'constructs';
import { createRoutes } from '../../../shared/events/routes.ts';
import type { DeadLetterQueue } from '../constructs/dead-letter-queue.ts';
import { QueueRoute } from '../constructs/queue-route.ts';
import type { DataStack } from '../stacks/data.ts';
import type { MakeFunction } from './function-maker.ts';
import type { Topics } from './topics.ts';

const TIMEOUT = 30;
/** What another try does not mend within about half an hour, a person has to. */
const USUAL_ATTEMPTS = 10;
/** The way to the teams may be closed for hours, and opens without us. */
const NOTIFY_ATTEMPTS = 60;
/** Of two that fold at once one loses its write; more than that is waste. Two is the least that SQS allows. */
const FOLDS_AT_ONCE = 2;
const OTHERS_AT_ONCE = 5;

export interface QueueRoutesProps {
  readonly make: MakeFunction;
  readonly data: DataStack;
  readonly topics: Topics;
  /** What functions need to know that speak to the teams. */
  readonly telling: Readonly<Record<string, string>>;
  readonly undelivered: DeadLetterQueue;
}

/** A route for each of the definitions that the local home uses too. */
export function createQueueRoutes(scope: Construct, props: QueueRoutesProps): QueueRoute[] {
  const { make, data, topics, telling, undelivered } = props;
  return createRoutes().map(({ name, rule, to }) => {
    const environments = {
      'advance-projection': { ROUTE: name },
      'open-alerts': {},
      'watch-open-deals': {},
      'notify-teams': telling,
    };
    const consumer = make(`${name}-function`, to.function, {
      memoryMb: 512,
      timeoutSeconds: TIMEOUT,
      environment: environments[to.function],
    });
    if (to.function === 'notify-teams') topics.letSpeak(consumer, topics.alerts);
    return new QueueRoute(scope, name, {
      bus: data.bus,
      pattern: rule,
      undelivered,
      consumer,
      consumerTimeoutSeconds: TIMEOUT,
      attempts: to.function === 'notify-teams' ? NOTIFY_ATTEMPTS : USUAL_ATTEMPTS,
      concurrency: to.function === 'advance-projection' ? FOLDS_AT_ONCE : OTHERS_AT_ONCE,
    });
  });
}
