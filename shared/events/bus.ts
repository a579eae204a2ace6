import type { Event } from './events.ts';

/** What `source` says on every event of ours. */
export const SOURCE = 'tandem';

/** An event in the shape that rules look at; the names are EventBridge's. */
export const onTheBus = (event: Event) => ({
  id: event.metadata.id,
  source: SOURCE,
  'detail-type': event.metadata.type,
  time: event.metadata.occurredAt,
  detail: event,
});

/** Takes events to everyone whose rule selects them. Resolves when they are safely on their way. */
export type Publish = (events: readonly Event[]) => Promise<void>;
