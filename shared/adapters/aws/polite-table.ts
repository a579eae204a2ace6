import type { Table } from '../../ports/table.ts';

const FIRST_MS = 5;
const CAP_MS = 200;

const usualPause = (lost: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, Math.random() * Math.min(CAP_MS, FIRST_MS * 2 ** lost));
  });

/**
 * A table that lets others go first after a lost race: whoever hears `condition-failed` hears it a moment later, a little
 * more so each time in a row.
 *
 * Everybody who reports appends to the same ledger, and Lambda gives each request a process of its own. Those that lost
 * a race would otherwise read and write again all at once, and all but one would lose again.
 */
export function politeTable(table: Table, pause = usualPause): Table {
  let lost = 0;
  return {
    get: (key) => table.get(key),
    getMany: (keys) => table.getMany(keys),
    query: (query) => table.query(query),
    async write(writes) {
      const result = await table.write(writes);
      if (result.kind === 'written') lost = 0;
      else await pause(lost++);
      return result;
    },
  };
}
