import { openDatabase } from '../../shared/adapters/local/database.ts';
import { createSqliteTable } from '../../shared/adapters/local/sqlite-table.ts';
import type { Comparison } from '../../shared/store/rebuilding/rebuild-projection.ts';
import { rebuildFolder } from './rebuild-folder.ts';

/** Differences that are named; the others are counted. */
const MOST_NAMED = 10;

interface RebuildOptions {
  /** Is what differs put right, or only told? */
  readonly mend: boolean;
  readonly say: (text: string) => void;
}

/**
 * `npm run rebuild`
 *
 * @returns the exit code: 1 where something differs and was only to be told.
 */
export async function rebuildCommand(folder: string, options: RebuildOptions): Promise<number> {
  const database = openDatabase({ folder, lock: false });
  try {
    return await tellRebuild(rebuildFolder(createSqliteTable(database), folder, options), options);
  } finally {
    database.close();
  }
}

/** Tells of each comparison and of the end, and answers with the exit code. */
export async function tellRebuild(
  comparisons: AsyncIterable<Comparison>,
  { mend, say }: RebuildOptions,
): Promise<number> {
  let differing = 0;
  for await (const comparison of comparisons) {
    differing += comparison.differences.length;
    say(inWords(comparison, mend));
  }
  if (differing === 0) say('Everything is as the ledger says.');
  else if (mend)
    say('What differed was put right. Alerts follow with the next report, or when Tandem starts.');
  else say('Nothing was changed. Run it without --check to put this right.');
  return differing > 0 && !mend ? 1 : 0;
}

function inWords({ name, items, differences }: Comparison, mend: boolean): string {
  const compared = `${name}: ${items.toLocaleString('en')} ${items === 1 ? 'item' : 'items'} compared`;
  if (differences.length === 0) return `${compared}, all the same`;
  const named = differences.slice(0, MOST_NAMED).map(({ key, live, rebuilt }) => {
    const what = live === undefined ? 'is missing' : rebuilt === undefined ? 'should not be' : 'differs';
    return `  ${key.pk} ${key.sk} ${what}`;
  });
  const more = differences.length - named.length;
  return [
    `${compared}, ${differences.length.toLocaleString('en')} ${mend ? 'put right' : 'differ'}:`,
    ...named,
    ...(more > 0 ? [`  and ${more.toLocaleString('en')} more`] : []),
  ].join('\n');
}
