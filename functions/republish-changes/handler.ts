import type { Log } from '../../shared/ports/log.ts';
import type { MessageHandler } from '../../shared/ports/queue.ts';
import type { Change, Table } from '../../shared/ports/table.ts';
import { each } from '../each.ts';
import { setAside } from './set-aside.ts';

export interface Deps {
  readonly table: Table;
  readonly publish: (changes: readonly Change[]) => Promise<void>;
  readonly log: Log;
}

/**
 * Publishes changes that were set aside, from the items as they are stored now. What was there before is not known any
 * more, so an item tells what it would tell if it were new; who hears of it a second time does nothing twice.
 */
export const createHandler = ({ table, publish, log }: Deps): MessageHandler =>
  each(log, async (body) => {
    const { pk, sk, cursor } = setAside.parse(body);
    const after = await table.get({ pk, sk });
    await publish([{ cursor, key: { pk, sk }, before: undefined, after }]);
    log.info('change published after all', { cursor });
  });
