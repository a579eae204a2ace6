import { expect } from 'vitest';
import { openDatabase } from '../../shared/adapters/local/database.ts';
import type { Put } from '../../shared/ports/table.ts';
import { plain } from '../../shared/store/plain.ts';
import { allItems } from './store.ts';
import { aTandem, type Tandem, type TandemOptions } from './tandem.ts';

/** What a report or a decision writes at once; everything else follows from it. */
const WRITTEN_AT_ONCE = /^(LEDGER|COMPETITORS|SETTINGS)$|^(DEAL|OPEN-DEALS)#/;
/** What the folds over the ledger keep. */
const FOLDED = /^(PROJECTION|CHECKPOINT|MATCHES)#/;

const itemsOf = (folder: string) => {
  const database = openDatabase({ folder, lock: false });
  try {
    return allItems({ database });
  } finally {
    database.close();
  }
};

/** A Tandem on the same ledger to which nothing happened. */
async function onTheSameLedger(folder: string, options: TandemOptions = {}): Promise<Tandem> {
  const written = itemsOf(folder).filter(({ pk }) => WRITTEN_AT_ONCE.test(pk));
  // Deals first, so that no wake-up finds an entry without its deal.
  written.sort((a, b) => Number(a.pk === 'LEDGER') - Number(b.pk === 'LEDGER'));
  const clean = await aTandem(options);
  for (let start = 0; start < written.length; start += 100) {
    const writes = written
      .slice(start, start + 100)
      .map(({ pk, sk, data }): Put => ({ put: { pk, sk }, data: plain(Object(data)) }));
    await clean.home.table.write(writes);
  }
  await clean.home.settle();
  return clean;
}

/** The state of every projection, by key. */
const projectionsOf = (folder: string): Record<string, unknown> =>
  Object.fromEntries(
    itemsOf(folder)
      .filter(({ pk }) => FOLDED.test(pk))
      .map(({ pk, sk, data }) => [`${pk} ${sk}`, data]),
  );

/** Every projection is what a count from the first entry on gives. The Tandem must be at rest. */
export async function expectRecounted({ folder }: Pick<Tandem, 'folder'>, options?: TandemOptions) {
  const clean = await onTheSameLedger(folder, options);
  expect(projectionsOf(folder)).toEqual(projectionsOf(clean.folder));
  return clean;
}
