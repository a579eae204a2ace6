import type { Log } from '../../shared/ports/log.ts';
import type { MessageHandler } from '../../shared/ports/queue.ts';
import type { Table } from '../../shared/ports/table.ts';
import type { Progress } from '../../shared/store/projector.ts';

export interface Deps {
  readonly name: string;
  readonly advance: (table: Table) => Promise<Progress>;
  readonly table: Table;
  readonly log: Log;
}

/**
 * Brings one projection (a detector, the list of names) up to the end of the ledger. The messages only say that it is
 * time to look; what they carry does not matter.
 */
export const createHandler =
  ({ name, advance, table, log }: Deps): MessageHandler =>
  async () => {
    const { folded, facts } = await advance(table);
    if (folded > 0) log.info('projection advanced', { projection: name, folded, facts });
    return { failed: [] };
  };
