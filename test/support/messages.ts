import { eventOfChange } from '../../functions/publish-changes/event-of-change.ts';
import type { LocalFeed } from '../../shared/adapters/local/sqlite-feed.ts';
import type { Event } from '../../shared/events/events.ts';
import type { Message } from '../../shared/ports/queue.ts';

let count = 0;

/** A queue message with this body. */
export const aMessage = (body: unknown, given: Partial<Message> = {}): Message => {
  count += 1;
  return { id: `m-${count}`, body: JSON.stringify(body), attempt: 1, ...given };
};

/** Every event that the changes of the table meant so far. */
export async function publishedEvents(table: Pick<LocalFeed, 'read'>): Promise<Event[]> {
  const changes = await table.read({ after: 0, limit: 1_000_000 });
  return changes.flatMap((change) => eventOfChange(change) ?? []);
}
