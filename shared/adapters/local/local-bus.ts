import { onTheBus, type Publish } from '../../events/bus.ts';
import { compileEventPattern } from '../../events/pattern/compile-event-pattern.ts';
import type { EventPattern } from '../../events/pattern/event-pattern.ts';
import type { DurableQueues } from './durable-queue.ts';

interface LocalRule {
  /** Also the name of the queue that receives what the rule selects. */
  readonly name: string;
  readonly rule: EventPattern;
}

/** The event bus of one machine: matches with EventBridge's rules and puts what they select into durable queues. */
export function createLocalBus(
  rules: readonly LocalRule[],
  queues: Pick<DurableQueues, 'sendMany'>,
): Publish {
  const compiled = rules.map(({ name, rule }) => ({ name, selects: compileEventPattern(rule) }));
  return async (events) => {
    const sends = compiled.map(({ name, selects }) => {
      const bodies = events.filter((event) => selects(onTheBus(event))).map((event) => JSON.stringify(event));
      return bodies.length === 0 ? [] : queues.sendMany(name, bodies);
    });
    await Promise.all(sends);
  };
}
