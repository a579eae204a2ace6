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

/** Keeps every message that a team was sent, so that it can be read on this machine. */
export function createOutbox({ table, clock, addresses, deliver }: OutboxOptions): Outbox {
  const keyOf = (id: string) => ({ pk: `${OUTBOX}#${id}`, sk: OUTBOX });
  const get = async (id: string) => {
    const item = await table.get(keyOf(id));
    return item && outboxMessage.parse(item.data);
  };
  return {
    async notify(message) {
      // A message that is sent again keeps its place: the same id is the same message.
      const sentAt = (await get(message.id))?.sentAt ?? new Date(clock()).toISOString();
      const kept = { ...message, to: addresses[message.team], sentAt };
      await deliver?.(kept);
      const index = { pk: OUTBOX, sk: `${ordered(Date.parse(sentAt))}#${message.id}` };
      await table.write([{ put: keyOf(message.id), data: plain(kept), index }]);
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
