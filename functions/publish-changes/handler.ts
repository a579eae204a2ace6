import type { Publish } from '../../shared/events/bus.ts';
import type { Change } from '../../shared/ports/table.ts';
import { eventOfChange } from './event-of-change.ts';

export interface Deps {
  readonly publish: Publish;
}

/** Says on the bus what has been stored. Nothing writes to the table and then publishes: the change feed does. */
export const createHandler =
  ({ publish }: Deps) =>
  async (changes: readonly Omit<Change, 'cursor'>[]): Promise<void> => {
    const events = changes.flatMap((change) => eventOfChange(change) ?? []);
    if (events.length > 0) await publish(events);
  };
