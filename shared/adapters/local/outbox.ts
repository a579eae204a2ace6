import * as z from 'zod';
import { TEAMS, type Team } from '../../domain/alerts/teams.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Notify } from '../../ports/notify.ts';
import type { Table } from '../../ports/table.ts';
import { ordered } from '../../store/keys.ts';
import { plain } from '../../store/plain.ts';

const OUTBOX = 'OUTBOX';

export const outboxMessage = z.object({
  id: z.string(),
  team: z.enum(TEAMS),
  to: z.string(),
  kind: z.enum(['alert-opened', 'alert-updated', 'digest']),
  subject: z.string(),
  text: z.string(),
  alertId: z.string().optional(),
  sentAt: z.iso.datetime(),
  /** Whether the mail server took it. Absent where nothing is mailed. */
  mailed: z.boolean().optional(),
});

export type OutboxMessage = z.output<typeof outboxMessage>;

export interface Outbox {
  readonly notify: Notify;
  /** The newest thousand, newest first. */
  list(): Promise<OutboxMessage[]>;
  get(id: string): Promise<OutboxMessage | undefined>;
}

interface OutboxOptions {
  readonly table: Table;
  readonly clock: Clock;
  readonly addresses: Readonly<Record<Team, string>>;
  /** Sends it for real as well. */
  readonly deliver?: ((message: OutboxMessage) => Promise<void>) | undefined;
}

/** Keeps every message to a team before it is mailed, so that it can be read here also while the mail server is down. */
export function createOutbox({ table, clock, addresses, deliver }: OutboxOptions): Outbox {
  const keyOf = (id: string) => ({ pk: `${OUTBOX}#${id}`, sk: OUTBOX });
  const get = async (id: string) => {
    const item = await table.get(keyOf(id));
    return item && outboxMessage.parse(item.data);
  };
  return {
    async notify(message) {
      // A message that is sent again keeps its place: the same id is the same message.
      const before = await get(message.id);
      const sentAt = before?.sentAt ?? new Date(clock()).toISOString();
      const kept = { ...message, to: addresses[message.team], sentAt };
      const index = { pk: OUTBOX, sk: `${ordered(Date.parse(sentAt))}#${message.id}` };
      const keep = (data: OutboxMessage) =>
        table.write([{ put: keyOf(message.id), data: plain(data), index }]);
      if (deliver === undefined) {
        await keep(kept);
        return;
      }
      await keep({ ...kept, mailed: before?.mailed ?? false });
      await deliver(kept);
      await keep({ ...kept, mailed: true });
    },
    async list() {
      const { items } = await table.query({
        pk: OUTBOX,
        onIndex: true,
        direction: 'descending',
        limit: 1_000,
      });
      return items.map((item) => outboxMessage.parse(item.data));
    },
    get,
  };
}
