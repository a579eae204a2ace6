import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { backUp, restore } from '../../shared/adapters/local/backup.ts';
import { databaseFile } from '../../shared/adapters/local/data-folder.ts';
import { openDatabase } from '../../shared/adapters/local/database.ts';
import { createDeadLetters, type DeadLetters } from '../../shared/adapters/local/dead-letters.ts';
import { CommandError, readFlags, runCommand, SERVER_FLAGS } from './command-line.ts';
import { rebuildCommand } from './rebuild-command.ts';

const USAGE = `Usage: npm run local -- COMMAND [--data FOLDER]
       npm run backup -- FILE [--data FOLDER]
       npm run restore -- FILE [--data FOLDER]
       npm run rebuild -- [--check] [--data FOLDER]

  backup FILE                  copies the whole database into one file, also while Tandem runs
  restore FILE                 makes a data folder from such a file; nothing is overwritten
  rebuild                      makes everything anew that follows from the ledger, compares, and puts right what
                               differs, also while Tandem runs; with --check it only compares
  dead-letters list            messages that failed as often as they may, the oldest first
  dead-letters replay ID...    puts these back into their queues, after the cause is mended
  dead-letters replay all      puts all of them back

FOLDER is the folder of the running or stopped Tandem: TANDEM_DATA, or .data
`;

const say = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

/** `npm run local`: looks after a local home, also beside a running one. */
async function main(): Promise<number> {
  const { values, positionals } = readFlags(
    {
      options: { data: SERVER_FLAGS.data, help: SERVER_FLAGS.help, check: { type: 'boolean' } },
      allowPositionals: true,
    },
    USAGE,
  );
  if (values.help) {
    process.stdout.write(USAGE);
    return 0;
  }
  const folder = resolve(values.data ?? process.env.TANDEM_DATA ?? '.data');
  const [topic, ...rest] = positionals;
  const [first, ...others] = rest;
  if (topic === 'backup' && first !== undefined && others.length === 0) {
    const { entries } = await backUp(folder, resolve(first));
    say(`${first} has everything that is in ${folder}: ${entries} ledger entries.`);
    return 0;
  }
  if (topic === 'restore' && first !== undefined && others.length === 0) {
    const { entries } = restore(resolve(first), folder);
    say(`${folder} has everything that was in ${first}: ${entries} ledger entries. Start it with npm start.`);
    return 0;
  }
  if (topic === 'rebuild' && rest.length === 0) {
    return await rebuildCommand(existingFolder(folder), { mend: !values.check, say });
  }
  if (topic === 'dead-letters' && first === 'list' && others.length === 0)
    return await withLetters(folder, list);
  if (topic === 'dead-letters' && first === 'replay' && others.length > 0) {
    return await withLetters(folder, (letters) => replay(letters, others));
  }
  throw new CommandError(`That is not a command.\n\n${USAGE}`);
}

/** To open it would make an empty one, and say that all is well. */
function existingFolder(folder: string): string {
  if (existsSync(databaseFile(folder))) return folder;
  throw new CommandError(`There is no database in ${folder}. Name the data folder of a Tandem with --data.`);
}

async function withLetters(folder: string, use: (letters: DeadLetters) => Promise<number>): Promise<number> {
  const database = openDatabase({ folder: existingFolder(folder), lock: false });
  try {
    return await use(createDeadLetters(database, Date.now, () => {}));
  } finally {
    database.close();
  }
}

async function list(letters: DeadLetters): Promise<number> {
  const found = await letters.list();
  for (const { id, queue, attempts, error, diedAt, body } of found) {
    say(
      `${id}  ${queue}  ${attempts} attempts  ${new Date(diedAt).toISOString()}\n    ${error}\n    ${body}`,
    );
  }
  say(`${found.length} ${found.length === 1 ? 'dead letter' : 'dead letters'}.`);
  return 0;
}

async function replay(letters: DeadLetters, ids: readonly string[]): Promise<number> {
  const count = await letters.replay(ids.includes('all') ? 'all' : ids);
  say(`${count} put back. A running Tandem takes them within a second; a stopped one when it starts.`);
  if (ids.includes('all') || count === new Set(ids).size) return 0;
  throw new CommandError('Some of these ids are no dead letters. See: npm run local -- dead-letters list');
}

runCommand(main);
