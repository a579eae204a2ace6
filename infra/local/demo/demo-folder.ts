import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openDatabase } from '../../../shared/adapters/local/database.ts';
import { CommandError } from '../command-line.ts';

/** Says that a folder was made by the demo, and so may be deleted by it. */
const MARKER = 'synthetic-demo.txt';
const WORDS = `Everything in this folder is synthetic: made by "npm run demo", and deleted and made anew by the next one.
Put nothing here that you want to keep.
`;
/** Everything that a home and the demo put into a folder. */
const OURS = /^(tandem|lock)\.db(-wal|-shm|-journal)?$|^synthetic-demo\.txt$/;

/**
 * An empty folder for the demo. One that has anything in it is emptied only where an earlier demo made it.
 *
 * @throws StartError if a running home uses it, CommandError if there is something else in it.
 */
export function makeDemoFolder(folder: string): void {
  const files = existsSync(folder) ? readdirSync(folder) : [];
  const stranger = files.find((file) => !OURS.test(file));
  if (files.length > 0 && (stranger !== undefined || !files.includes(MARKER))) {
    const why = stranger === undefined ? '' : ` (there is ${stranger} in it)`;
    throw new CommandError(
      `The folder ${folder} was not made by the demo${why}, so nothing in it is deleted. Choose another one with --data.`,
    );
  }
  // The marker comes first and stays, so that a demo that was killed halfway is still known as one.
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(join(folder, MARKER), WORDS);
  // Only to find out whether a running home uses the folder.
  openDatabase({ folder, lock: true }).close();
  for (const file of readdirSync(folder)) if (file !== MARKER) rmSync(join(folder, file));
}
