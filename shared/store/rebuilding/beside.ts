import type { Key, Query, Table } from '../../ports/table.ts';
import { LEDGER, ordered } from '../keys.ts';

/** A table beside the live one, whose ledger is the live one's up to an entry. */
export interface Beside {
  readonly table: Table;
  /** Lets it see the ledger up to this entry. */
  showUpTo(seq: number): void;
}

/**
 * Everything but the ledger is read from and written to `scratch`. So the very functions that fold the live ledger fold it
 * once more from its first entry, and the live system does not notice.
 */
export function besideOf(live: Table, scratch: Table): Beside {
  let last = 0;
  const isLedger = ({ pk }: Pick<Key, 'pk'>): boolean => pk === LEDGER;
  async function queryLedger(query: Query) {
    const to = ordered(last);
    const from = query.sk !== undefined && 'from' in query.sk ? query.sk.from : undefined;
    return from !== undefined && from > to ? { items: [] } : await live.query({ ...query, sk: { from, to } });
  }
  return {
    table: {
      get: (key) => (isLedger(key) ? live.get(key) : scratch.get(key)),
      async getMany(keys) {
        const [told, kept] = await Promise.all([
          live.getMany(keys.filter(isLedger)),
          scratch.getMany(keys.filter((key) => !isLedger(key))),
        ]);
        return [...told, ...kept];
      },
      query: (query) => (isLedger(query) ? queryLedger(query) : scratch.query(query)),
      async write(writes) {
        const keys = writes.map((write) => ('put' in write ? write.put : write.delete));
        if (keys.some(isLedger)) throw new Error('The ledger is written by reports, not by a rebuild.');
        return await scratch.write(writes);
      },
    },
    showUpTo(seq) {
      last = seq;
    },
  };
}
